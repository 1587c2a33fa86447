package dev.engram.models.offline;

/**
 * Keeps DJL off the network. Everything that uses a class of DJL calls {@link #apply} first.
 *
 * <p>DJL reads an environment variable before the property of the same purpose ({@code DJL_OFFLINE} before
 * {@code ai.djl.offline}), so whoever sets these variables still has the last word.
 */
public final class DjlSettings {

    private DjlSettings() {}

    /** Sets DJL's system properties; may be called any number of times, from any thread. */
    public static void apply() {
        // Every engine and tokenizer asks the cloud's metadata service who it runs for, then reports to DJL's makers.
        System.setProperty("OPT_OUT_TRACKING", "true");
        // No model zoo, no engine that is not on the class path.
        System.setProperty("ai.djl.offline", "true");
        // The tokenizers' jar holds the CPU library only: beside a GPU, DJL would look for another one and download it.
        System.setProperty("RUST_FLAVOR", "cpu");
    }
}
