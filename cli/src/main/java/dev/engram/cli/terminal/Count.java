package dev.engram.cli.terminal;

/** A number of things in words. */
public final class Count {

    private Count() {}

    /** Such as {@code 1 record} and {@code 2 records}. */
    public static String of(long number, String singular) {
        return of(number, singular, singular + "s");
    }

    /** Of things whose plural has more to it than an s. */
    public static String of(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }
}
