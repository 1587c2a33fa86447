package dev.engram.reports.table;

/**
 * A column of a table.
 *
 * @param name for programs: lower case, without spaces
 * @param title for people
 */
public record Column(String name, String title, Kind kind) {

    /** What the cells of a column are; each may be absent. */
    public enum Kind {
        TEXT,
        /** A whole number. */
        COUNT,
        NUMBER,
        /** A number with an interval around it; three columns for programs. */
        ESTIMATE
    }

    static Column text(String name, String title) {
        return new Column(name, title, Kind.TEXT);
    }

    static Column count(String name, String title) {
        return new Column(name, title, Kind.COUNT);
    }

    static Column number(String name, String title) {
        return new Column(name, title, Kind.NUMBER);
    }

    static Column estimate(String name, String title) {
        return new Column(name, title, Kind.ESTIMATE);
    }

    /** A name for programs made of words for people: {@code last subject token} becomes {@code last_subject_token}. */
    static String name(String words) {
        return words.replace(' ', '_');
    }
}
