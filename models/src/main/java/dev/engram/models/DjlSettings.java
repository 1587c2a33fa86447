package dev.engram.models;

/** What must be set before the first class of DJL is touched. */
public final class DjlSettings {

    private DjlSettings() {}

    /** No call home, no download. May be called often. */
    public static void apply() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }
}
