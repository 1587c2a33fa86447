package dev.engram.datasets;

/** What a part of a list's entry may not be. */
final class BlankText {

    private BlankText() {}

    static void refuse(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + name + " is blank; leave it out or say what it is");
        }
    }
}
