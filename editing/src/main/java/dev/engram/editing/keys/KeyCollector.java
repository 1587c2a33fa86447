package dev.engram.editing.keys;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.StatisticsStamp;
import dev.engram.models.SecondMoments;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the keys of texts, all wanted layers in one pass. Used by the model's thread. */
final class KeyCollector {

    private final SiteModel model;
    private final ModelFingerprint fingerprint;
    private final KeyTexts texts;

    KeyCollector(SiteModel model, ModelFingerprint fingerprint, KeyTexts texts) {
        this.model = model;
        this.fingerprint = fingerprint;
        this.texts = texts;
    }

    /** Hears of what was counted so far, from time to time. */
    interface Listener {
        void counted(Progress sums) throws IOException;
    }

    /** What is counted and where among the texts: {@code statistics} can be asked for at once. */
    interface Progress {
        long tokens();

        int texts();

        SortedMap<Integer, KeyStatistics> statistics();
    }

    /**
     * Counts keys until there are enough.
     *
     * @param begun what was counted before, of all the layers alike; empty for nothing
     * @param begunTexts of how many texts
     * @param tokens exactly as many are counted in all
     * @throws IllegalArgumentException if the texts have fewer
     */
    SortedMap<Integer, KeyStatistics> collect(
            List<Integer> layers, Map<Integer, KeyStatistics> begun, int begunTexts, long tokens, Listener listener)
            throws IOException {
        try (Counting counting = new Counting(layers, begun, begunTexts, tokens);
                KeyTexts.Reading reading = texts.open(begunTexts)) {
            while (counting.tokens() < tokens) {
                List<List<Integer>> next = reading.next();
                if (next.isEmpty()) {
                    throw new IllegalArgumentException("the text has only " + counting.tokens() + " tokens, and "
                            + tokens + " are to be counted; give a longer text, or ask for fewer");
                }
                counting.add(next);
                listener.counted(counting);
            }
            return counting.statistics();
        }
    }

    /** Sums under way. */
    private final class Counting implements Progress, AutoCloseable {

        private final List<Integer> layers;
        private final Map<Integer, KeyStatistics> begun;
        private final long begunTokens;
        private final long wanted;
        private final SecondMoments moments;
        private int textCount;

        Counting(List<Integer> layers, Map<Integer, KeyStatistics> begun, int begunTexts, long wanted) {
            this.layers = layers;
            this.begun = begun;
            this.begunTokens = begun.values().stream()
                    .mapToLong(KeyStatistics::count)
                    .max()
                    .orElse(0);
            this.textCount = begunTexts;
            this.wanted = wanted;
            TreeMap<Site, Integer> sites = new TreeMap<>();
            layers.forEach(layer -> sites.put(site(layer), layer));
            this.moments = model.secondMoments(sites.keySet());
        }

        private Site site(int layer) {
            return new Site(SiteKind.MLP_POST, layer);
        }

        void add(List<List<Integer>> next) {
            List<List<Integer>> cut = new ArrayList<>();
            long left = wanted - tokens();
            for (List<Integer> text : next) {
                if (left > 0) {
                    cut.add(text.subList(0, (int) Math.min(left, text.size())));
                    left -= cut.get(cut.size() - 1).size();
                    textCount++;
                }
            }
            moments.add(cut);
        }

        @Override
        public long tokens() {
            return begunTokens + moments.count();
        }

        @Override
        public int texts() {
            return textCount;
        }

        @Override
        public SortedMap<Integer, KeyStatistics> statistics() {
            SortedMap<Integer, KeyStatistics> statistics = new TreeMap<>();
            for (int layer : layers) {
                StatisticsStamp stamp = new StatisticsStamp(
                        fingerprint.sha256(),
                        layer,
                        model.spec().mlp().orElseThrow().width(),
                        tokens(),
                        texts.identity(),
                        StatisticsStamp.VERSION);
                statistics.put(layer, KeyStatistics.stamped(stamp, sums(layer)));
            }
            return statistics;
        }

        private double[] sums(int layer) {
            double[] sums = moments.sum(site(layer));
            KeyStatistics before = begun.get(layer);
            if (before != null) {
                int width = before.width();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += before.sum(i / width, i % width);
                }
            }
            return sums;
        }

        @Override
        public void close() {
            moments.close();
        }
    }
}
