package dev.engram.reports.page;

import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;

/** What a cell puts back, in one sentence. */
final class RestoredText {

    private RestoredText() {}

    static String of(RestoredState kind, RestoreWindow window, int layers) {
        return switch (kind) {
            case HIDDEN ->
                "Each cell puts back the clean output of one block (the residual stream after that layer) at one token.";
            case MLP -> "Each cell puts back the clean MLP outputs of " + range(window, layers) + " at one token.";
            case ATTENTION ->
                "Each cell puts back the clean attention outputs of " + range(window, layers) + " at one token.";
        };
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
