package dev.engram.editing.solve;

/** The text whose tokens' keys were counted, and what makes it the same text again. */
public sealed interface KeyText {

    /** In words, for people. */
    String description();

    /**
     * Text from a file.
     *
     * @param sha256 the hash of what was read, 64 hexadecimal digits, lower case
     */
    record FromFile(String description, String sha256) implements KeyText {
        public FromFile {
            StatisticsStamp.requireSha256("text", sha256);
        }
    }

    /** Text that the model itself wrote. */
    record Sampled(String description, long seed) implements KeyText {}
}
