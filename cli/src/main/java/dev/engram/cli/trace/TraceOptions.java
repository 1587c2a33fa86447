package dev.engram.cli.trace;

import dev.engram.cli.call.NoiseSpec;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceMetric;
import dev.engram.tracing.TraceSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** How prompts are traced: the same for one and for a list. */
final class TraceOptions {

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND[:LAYERS]",
            description =
                    "What to restore: hidden (one block's output), mlp, attn (module outputs in a window of layers), severed-mlp, "
                            + "severed-attn (one block's output, the modules at that token held corrupted), each with the width "
                            + "of its window if not the usual one (default: hidden, mlp, attn, those that the model has; without a "
                            + "prompt hidden).")
    private List<String> kinds = List.of();

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "10",
            description = "Layers restored together for mlp and attn (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--window-convention",
            paramLabel = "WHICH",
            defaultValue = "code",
            description =
                    "Where an even window lies: code (10 around l is l-5 to l+4, as in the published numbers) or paper "
                            + "(l-4 to l+5) (default: ${DEFAULT-VALUE}).")
    private RestoreWindow.Convention convention = RestoreWindow.Convention.CODE;

    @Option(
            names = "--noise",
            paramLabel = "KIND",
            defaultValue = "s3",
            description =
                    "What corrupts the subject: s3 (Gaussian noise of 3 times the standard deviation of the subjects' embeddings), "
                            + "0.1 (of this deviation), u0.2 (uniform within this bound), m (Gaussian with the mean and covariance of "
                            + "the prompts' embeddings), t5 (Student's t of 5 degrees of freedom, likewise), or subjects (another "
                            + "subject of the list with as many tokens) (default: ${DEFAULT-VALUE}).")
    private String noise = "s3";

    @Option(names = "--replace", description = "Put the noise in the embeddings' place rather than adding it.")
    private boolean replaces;

    @Option(
            names = "--metric",
            paramLabel = "WHICH",
            defaultValue = "probability",
            description =
                    "What is watched: probability (of the whole answer), log-probability, or logit-difference (the answer's first "
                            + "token against a foil) (default: ${DEFAULT-VALUE}).")
    private String metric = "probability";

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "10",
            description = "Corrupted runs to average over (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the noise, as NumPy's RandomState takes it (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--draws",
            paramLabel = "WHICH",
            defaultValue = "common",
            description =
                    "common: each prompt gets the same noise, as in the reference; fresh: each its own (default: ${DEFAULT-VALUE}).")
    private TraceSettings.Draws draws = TraceSettings.Draws.COMMON;

    @Option(
            names = "--severed-draws",
            paramLabel = "WHICH",
            defaultValue = "one",
            description =
                    "Severed modules are held at their values with the run's own noise (one), or with other noise as in the "
                            + "reference's notebook (two) (default: ${DEFAULT-VALUE}).")
    private TraceSettings.SeveredDraws severedDraws = TraceSettings.SeveredDraws.ONE;

    boolean namesKinds() {
        return !kinds.isEmpty();
    }

    /** What corrupts the subjects; refuses what cannot be read. */
    NoiseSpec noise() {
        return new NoiseSpec(noise, replaces);
    }

    /**
     * The settings with a corruption.
     *
     * @param usual what is restored where nothing is said
     */
    TraceSettings settings(Corruption corruption, Set<RestoredState> usual) {
        return new TraceSettings(
                windows(usual), TraceMetric.parse(metric), corruption, samples, seed, draws, severedDraws);
    }

    boolean comparesLogits() {
        return TraceMetric.parse(metric) == TraceMetric.LOGIT_DIFFERENCE;
    }

    /** Refuses values that cannot be, before a model is loaded. */
    void check() {
        NoiseSpec spec = noise();
        spec.check();
        if (seed < 0) {
            throw new IllegalArgumentException("a seed of " + seed + "; it is 0 or more");
        }
        new RestoreWindow(window, convention);
        boolean replacesTokens = spec.replacesTokens();
        settings(replacesTokens ? new Corruption.TokenReplacement(List.of()) : Corruption.Noise.gaussian(1), Set.of());
    }

    private Map<RestoredState, RestoreWindow> windows(Set<RestoredState> usual) {
        Map<RestoredState, RestoreWindow> windows = new EnumMap<>(RestoredState.class);
        if (kinds.isEmpty()) {
            usual.forEach(state -> windows.put(state, window(state)));
        }
        for (String kind : kinds) {
            int colon = kind.indexOf(':');
            RestoredState state = RestoredState.parse(colon < 0 ? kind : kind.substring(0, colon));
            windows.put(state, colon < 0 ? window(state) : new RestoreWindow(width(kind, colon), convention));
        }
        return windows;
    }

    private RestoreWindow window(RestoredState state) {
        return new RestoreWindow(state.isBlockOutput() ? 1 : window, convention);
    }

    private static int width(String kind, int colon) {
        try {
            return Integer.parseInt(kind.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + kind + "': after the colon comes a number of layers", e);
        }
    }
}
