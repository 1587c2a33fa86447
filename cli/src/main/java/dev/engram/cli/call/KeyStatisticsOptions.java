package dev.engram.cli.call;

import dev.engram.cli.terminal.ProgressLine;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.editing.keys.FileTexts;
import dev.engram.editing.keys.KeyTexts;
import dev.engram.editing.keys.SampledTexts;
import dev.engram.editing.keys.StatisticsCache;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.statistics.ExpectedStatistics;
import dev.engram.editing.statistics.StatisticsFile;
import dev.engram.models.EditableModel;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.files.ModelFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the statistics of keys come from: a file, the cache, or text that is read now. */
public final class KeyStatisticsOptions {

    private static final long SEED = 1;

    @Option(
            names = "--statistics",
            paramLabel = "FILE",
            description =
                    "Statistics of the layer's keys as .npz, ours or as ROME's code publishes them, for methods of one layer "
                            + "(default: collected from text and kept in the cache).")
    private @Nullable Path file;

    @Option(
            names = "--statistics-text",
            paramLabel = "FILE",
            description = "Text to collect them from, a paragraph a line (default: text that the model itself writes).")
    private @Nullable Path text;

    @Option(
            names = "--statistics-tokens",
            paramLabel = "N",
            description = "Tokens to collect them from (default: ten for each entry of a key).")
    private @Nullable Long tokens;

    /**
     * What is known of the keys of some layers, fetched when an editor first asks.
     *
     * @param precision of the model's weights: rounded weights have keys of their own
     */
    public KeyKnowledge knowledge(
            EditableModel model,
            ModelFingerprint fingerprint,
            WeightPrecision precision,
            List<Integer> layers,
            ModelEnvironment environment,
            TerminalSettings terminal) {
        if (file != null && (layers.size() > 1 || text != null || tokens != null)) {
            throw new IllegalArgumentException("--statistics is a file of one layer's statistics; layers " + layers
                    + " are edited, or other statistics are asked for as well");
        }
        if (tokens != null && tokens < 1) {
            throw new IllegalArgumentException("--statistics-tokens " + tokens + "; at least one is needed");
        }
        Path exact = environment.engramCache().resolve("statistics");
        Path cache = precision == WeightPrecision.F32 ? exact : exact.resolve(precision.label());
        StatisticsCache kept = new StatisticsCache(cache, model, fingerprint);
        return new KeyKnowledge(layer -> {
            try {
                return file != null
                        ? StatisticsFile.read(file, expected(model, fingerprint, layer))
                        : collected(model, kept, layers, layer, terminal);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Where they come from, for a manifest. */
    public String describe() {
        String source = file != null
                ? String.valueOf(file.getFileName())
                : text != null ? String.valueOf(text.getFileName()) : "sampled";
        return tokens == null ? source : source + ", " + tokens + " tokens";
    }

    private static ExpectedStatistics expected(EditableModel model, ModelFingerprint fingerprint, int layer) {
        return new ExpectedStatistics(
                fingerprint.sha256(), layer, model.spec().mlp().orElseThrow().width());
    }

    /** All layers that will be asked for are collected in one pass. */
    private KeyStatistics collected(
            EditableModel model, StatisticsCache cache, List<Integer> layers, int layer, TerminalSettings terminal)
            throws IOException {
        KeyTexts texts = text == null ? new SampledTexts(model, SEED) : FileTexts.of(model, text);
        long wanted = tokens == null ? StatisticsCache.defaultTokens(model) : tokens;
        List<Integer> all = layers.contains(layer) ? layers : List.of(layer);
        try (ProgressLine progress = new ProgressLine("statistics of keys", terminal)) {
            return cache.get(layer, all, texts, wanted, progress::advance);
        }
    }
}
