package dev.engram.cli;

/** A number of things in words. */
final class Count {

    private Count() {}

    /** Such as {@code 1 record} and {@code 2 records}. */
    static String of(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
