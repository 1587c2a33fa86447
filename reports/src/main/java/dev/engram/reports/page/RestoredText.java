package dev.engram.reports.page;

import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;

/** What a cell puts back, in one sentence. */
final class RestoredText {

    private RestoredText() {}

    static String of(RestoredState kind, RestoreWindow window, int layers) {
        return switch (kind) {
            case HIDDEN ->
                window.width() == 1
                        ? "Each cell puts back the clean output of one block (the residual stream after that layer) at one "
                                + "token."
                        : "Each cell puts back the clean block outputs of " + range(window, layers) + " at one token.";
            case MLP -> "Each cell puts back the clean MLP outputs of " + range(window, layers) + " at one token.";
            case SEVERED_MLP -> severed("MLP");
            case SEVERED_ATTENTION -> severed("attention");
            case ATTENTION ->
                "Each cell puts back the clean attention outputs of " + range(window, layers) + " at one token.";
        };
    }

    private static String severed(String module) {
        return "Each cell puts back the clean output of one block at one token, while the " + module
                + " outputs at that token stay corrupted in all layers.";
    }

    private static String range(RestoreWindow window, int layers) {
        if (window.width() == 1) {
            return "one layer";
        }
        if (window.width() >= 2 * layers) {
            return "all layers";
        }
        int far = 2 * window.width(); // a centre far from both edges shows where the window lies around it
        int below = far - window.around(far, 2 * far).from();
        int above = window.around(far, 2 * far).to() - 1 - far;
        return "the layers l − " + below + " to l" + (above == 0 ? "" : " + " + above) + " around layer l (a window of "
                + window.width() + ", cut at the first and last layer)";
    }
}
