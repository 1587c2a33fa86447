package dev.engram.editing.keys;

import dev.engram.editing.solve.KeyText;
import dev.engram.models.LanguageModel;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that the model itself writes, drawn from its own distribution: nothing has to be at hand for them, and they are of the kind that the
 * model knows. Text i has the seed {@code seed + i}, so that each can be written alone.
 */
public final class SampledTexts implements KeyTexts {

    /** Where a text begins for a model that has no begin-of-text token. */
    private static final List<String> OPENINGS = List.of("The", "In", "A", "It", "This", "When", "For", "He");

    private static final int LONGEST = 128;
    private static final int AT_ONCE = 32;

    private final LanguageModel model;
    private final long seed;

    public SampledTexts(LanguageModel model, long seed) {
        this.model = model;
        this.seed = seed;
    }

    @Override
    public KeyText identity() {
        return new KeyText.Sampled("sampled from the model itself", seed);
    }

    @Override
    public Reading open(int from) {
        return new Reading() {

            private int next = from;

            @Override
            public List<List<Integer>> next() {
                List<GenerationRequest> requests = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    requests.add(request(next++));
                }
                List<Generation> written = model.generate(requests);
                List<List<Integer>> texts = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    List<Integer> text = new ArrayList<>(requests.get(i).prompt());
                    text.addAll(written.get(i).tokens());
                    texts.add(text.subList(0, Math.min(text.size(), longest())));
                }
                return texts;
            }

            @Override
            public void close() {}
        };
    }

    private int longest() {
        return Math.min(LONGEST, model.contextLength());
    }

    private GenerationRequest request(int number) {
        List<Integer> opening = model.tokenizer().encode("").ids();
        if (opening.isEmpty()) {
            opening = model.tokenizer()
                    .encode(OPENINGS.get(number % OPENINGS.size()))
                    .ids();
        }
        return new GenerationRequest(
                opening,
                longest() - opening.size(),
                model.tokenizer().endOfTextIds(),
                new Sampling.Random(1, 0, 1, seed + number));
    }
}
