package dev.engram.editing.context;

import dev.engram.models.LanguageModel;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples the prefixes after which a prompt is seen (Meng et al. 2022, appendix E.5): the model goes on from a common word, and a full stop
 * ends it. The words are those of MEMIT's code; ROME's begins with the end-of-text token, which not every model has.
 */
public final class ContextSampler {

    private static final List<String> OPENINGS = List.of("The", "Therefore", "Because", "I", "You");
    private static final int LIKELIEST = 5;

    private final LanguageModel model;

    public ContextSampler(LanguageModel model) {
        this.model = model;
    }

    /** The prefixes that the settings ask for, those that are given first; the same for the same seed. */
    public List<String> sample(ContextSettings settings) {
        List<GenerationRequest> requests = new ArrayList<>();
        List<String> openings = new ArrayList<>();
        for (ContextSettings.Samples samples : settings.samples()) {
            for (int i = 0; i < samples.count(); i++) {
                String opening = OPENINGS.get(i % OPENINGS.size());
                Sampling sampling = new Sampling.Random(1, LIKELIEST, 1, settings.seed() + requests.size());
                requests.add(new GenerationRequest(
                        model.tokenizer().encode(opening).ids(),
                        samples.tokens(),
                        model.tokenizer().endOfTextIds(),
                        sampling));
                openings.add(opening);
            }
        }
        List<String> prefixes = new ArrayList<>(settings.prefixes());
        if (requests.isEmpty()) {
            return prefixes;
        }
        List<Generation> sampledTokens = model.generate(requests);
        for (int i = 0; i < requests.size(); i++) {
            String sampled = model.tokenizer().decode(sampledTokens.get(i).tokens());
            prefixes.add(oneLine(openings.get(i) + sampled) + ". ");
        }
        return prefixes;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
