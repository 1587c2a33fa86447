package dev.engram.editing.keys;

import dev.engram.editing.solve.KeyText;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts given by hand, so many at once, which know from where they were opened. */
final class ListedTexts implements KeyTexts {

    private final List<List<Integer>> texts;
    private final int atOnce;
    private final List<Integer> openings = new ArrayList<>();

    ListedTexts(List<List<Integer>> texts, int atOnce) {
        this.texts = texts;
        this.atOnce = atOnce;
    }

    /** Random texts of 1 to 9 tokens, three at once. */
    static ListedTexts random(long seed, int count) {
        Random random = new Random(seed);
        List<List<Integer>> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(random.ints(1 + random.nextInt(9), 0, TinyModels.VOCABULARY)
                    .boxed()
                    .toList());
        }
        return new ListedTexts(texts, 3);
    }

    List<List<Integer>> texts() {
        return texts;
    }

    /** All tokens. */
    int tokens() {
        return texts.stream().mapToInt(List::size).sum();
    }

    /** How many texts were passed over each time that they were opened. */
    List<Integer> openings() {
        return openings;
    }

    /** The sum of k k^T over the first tokens by plain passes, each text in one of its own. */
    double[] plainSum(SiteModel model, int layer, int firstTokens) {
        return PlainSums.of(model, layer, texts, firstTokens);
    }

    @Override
    public KeyText identity() {
        return new KeyText.FromFile("listed", "77".repeat(32));
    }

    @Override
    public Reading open(int from) {
        openings.add(from);
        return new Reading() {

            private int next = from;

            @Override
            public List<List<Integer>> next() {
                int first = Math.min(next, texts.size());
                next = Math.min(texts.size(), first + atOnce);
                return texts.subList(first, next);
            }

            @Override
            public void close() {}
        };
    }
}
