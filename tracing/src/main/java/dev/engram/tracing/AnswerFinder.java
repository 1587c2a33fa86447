package dev.engram.tracing;

import dev.engram.datasets.ListedPrompt;
import dev.engram.models.SiteModel;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Asks a model for the answer to a listed prompt, and says whether it is the one that the list expects. */
final class AnswerFinder {

    private final SiteModel model;
    private final Tokenizer.Bos bos;
    private final AnswerTokens answerTokens;

    AnswerFinder(SiteModel model, Tokenizer.Bos bos, AnswerTokens answerTokens) {
        this.model = model;
        this.bos = bos;
        this.answerTokens = answerTokens;
    }

    /**
     * An answer.
     *
     * @param tokens what a trace watches: the expected answer where the model gives it, else the model's own first choice
     * @param said what the model said
     * @param right whether that is what the list expects; a list that expects nothing is always content
     */
    record Found(List<Integer> tokens, String said, boolean right) {}

    /** The answer that the model gives by itself, token by token its first choice. */
    Found find(ListedPrompt listed) {
        TokenSequence tokens = model.tokenizer().encode(listed.prompt().text(), bos);
        List<Integer> expected = listed.attribute()
                .flatMap(attribute -> continuation(tokens, attribute))
                .orElse(List.of());
        List<Integer> said = firstChoices(tokens, Math.max(1, expected.size()));
        String first = model.tokenizer().tokenText(said.get(0));
        if (listed.attribute().isEmpty()
                || first.strip().equals(listed.attribute().get())) {
            return new Found(said.subList(0, 1), first, true);
        }
        if (said.equals(expected)) {
            return new Found(expected, ShownText.of(said, model.tokenizer()), true);
        }
        return new Found(said.subList(0, 1), ShownText.of(said, model.tokenizer()), false);
    }

    /** The first token of a foil as it follows the prompt. */
    OptionalInt foil(ListedPrompt listed) {
        TokenSequence tokens = model.tokenizer().encode(listed.prompt().text(), bos);
        if (listed.foil().isEmpty()) {
            return OptionalInt.empty();
        }
        String foil = listed.foil().get();
        return OptionalInt.of(suffix(tokens, foil)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the foil '" + foil + "' does not continue the prompt's tokens " + tokens.display()))
                .get(0));
    }

    /** The tokens that an answer continues the prompt with, where they may be several. */
    private Optional<List<Integer>> continuation(TokenSequence prompt, String answer) {
        return answerTokens == AnswerTokens.FIRST_CHOICE ? Optional.empty() : suffix(prompt, answer);
    }

    private Optional<List<Integer>> suffix(TokenSequence prompt, String answer) {
        List<Integer> before = prompt.ids();
        List<Integer> all =
                model.tokenizer().encode(prompt.text() + " " + answer, bos).ids();
        boolean continues =
                all.size() > before.size() && all.subList(0, before.size()).equals(before);
        return continues ? Optional.of(all.subList(before.size(), all.size())) : Optional.empty();
    }

    private List<Integer> firstChoices(TokenSequence prompt, int count) {
        return model.generate(new GenerationRequest(prompt.ids(), count, Set.of(), new Sampling.Greedy()))
                .tokens();
    }
}
