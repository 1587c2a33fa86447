package dev.engram.editing.keys;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.KeyText;
import dev.engram.editing.statistics.ExpectedStatistics;
import dev.engram.editing.statistics.StatisticsFile;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * The folder that keeps the statistics of keys, by model, text and number of tokens, so that they are collected once. A collection that was
 * interrupted goes on.
 *
 * <p>Used by the model's thread; two processes that collect the same write the same.
 */
public final class StatisticsCache {

    /** Tokens for each entry of a key: the literature found that enough for all models that it tried (arXiv 2506.04226). */
    public static final int TOKENS_PER_ENTRY = 10;

    private static final long SAVE_EVERY_NANOS = 30_000_000_000L;

    private final Path folder;
    private final SiteModel model;
    private final ModelFingerprint fingerprint;

    /**
     * The cache of one model.
     *
     * @param folder made when first written to
     */
    public StatisticsCache(Path folder, SiteModel model, ModelFingerprint fingerprint) {
        this.folder = folder;
        this.model = model;
        this.fingerprint = fingerprint;
    }

    /** Is told how many tokens were counted. */
    @FunctionalInterface
    public interface Listener {
        void counted(long tokens, long ofTokens);
    }

    /** How many tokens are counted unless someone wishes otherwise: ten for each entry of a key. */
    public static long defaultTokens(SiteModel model) {
        return (long) TOKENS_PER_ENTRY * model.spec().mlp().orElseThrow().width();
    }

    /**
     * The statistics of a layer: those that are kept, else collected and kept.
     *
     * @param together layers that will be asked for as well, this one among them: what is missing of them is collected in the same pass
     * @throws IOException if a kept file is damaged or of something else
     * @throws IllegalArgumentException if the texts have too few tokens
     */
    public KeyStatistics get(int layer, List<Integer> together, KeyTexts texts, long tokens, Listener listener)
            throws IOException {
        Path kept = folder.resolve(fingerprint.shortForm()).resolve(name(texts.identity(), tokens));
        if (!Files.exists(file(kept, layer))) {
            collect(kept, together, texts, tokens, listener);
        }
        return StatisticsFile.read(file(kept, layer), expected(layer));
    }

    private void collect(Path kept, List<Integer> together, KeyTexts texts, long tokens, Listener listener)
            throws IOException {
        List<Integer> missing = together.stream()
                .filter(layer -> !Files.exists(file(kept, layer)))
                .toList();
        Files.createDirectories(kept);
        UnfinishedCollection unfinished = new UnfinishedCollection(kept, missing, this::expected);
        for (KeyStatistics layer :
                collect(missing, texts, tokens, unfinished, listener).values()) {
            StatisticsFile.write(file(kept, layer.layer()), layer);
        }
        unfinished.delete();
    }

    private SortedMap<Integer, KeyStatistics> collect(
            List<Integer> layers, KeyTexts texts, long tokens, UnfinishedCollection unfinished, Listener listener)
            throws IOException {
        UnfinishedCollection.State begun = unfinished.read();
        long[] saved = {System.nanoTime()};
        return new KeyCollector(model, fingerprint, texts)
                .collect(layers, begun.statistics(), begun.texts(), tokens, progress -> {
                    listener.counted(progress.tokens(), tokens);
                    if (progress.tokens() < tokens && System.nanoTime() - saved[0] > SAVE_EVERY_NANOS) {
                        unfinished.write(progress);
                        saved[0] = System.nanoTime();
                    }
                });
    }

    private ExpectedStatistics expected(int layer) {
        return new ExpectedStatistics(
                fingerprint.sha256(), layer, model.spec().mlp().orElseThrow().width());
    }

    private static Path file(Path kept, int layer) {
        return kept.resolve("layer-" + layer + ".npz");
    }

    private static String name(KeyText text, long tokens) {
        String of = text instanceof KeyText.FromFile file
                ? file.sha256().substring(0, 12)
                : "sampled-" + ((KeyText.Sampled) text).seed();
        return of + "-" + tokens;
    }
}
