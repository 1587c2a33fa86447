package dev.engram.cli;

/** A number of things in words. */
final class Count {

    private Count() {}

    /** Such as {@code 1 record} and {@code 2 records}. */
    static String of(long number, String singular) {
        return of(number, singular, singular + "s");
    }

    /** Of things whose plural has more to it than an s. */
    static String of(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }
}
