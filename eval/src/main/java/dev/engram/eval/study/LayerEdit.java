package dev.engram.eval.study;

import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.PromptRecall;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How the edit of one fact at one layer went; what a fact has no prompts for is empty.
 *
 * @param rewriteScore (p after - p before) / (1 - p before) of the new answer
 * @param paraphraseScore the same, mean over the paraphrases that had room for it
 * @param neighbourhoodScore 1 - |p after - p before| / the most that it could have changed by, of neighbours' own answers, mean over them
 * @param prefersNew whether the new answer is likelier than the old one after the rewrite's prompt (efficacy)
 * @param generalisation share of paraphrases, likewise
 * @param specificity share of neighbours whose own answer stays likelier than the new one
 * @param saysNew whether greedy decoding goes on with the new answer
 */
public record LayerEdit(
        int layer,
        double rewriteScore,
        OptionalDouble paraphraseScore,
        OptionalDouble neighbourhoodScore,
        boolean prefersNew,
        OptionalDouble generalisation,
        OptionalDouble specificity,
        boolean saysNew) {

    public LayerEdit {
        if (!Double.isFinite(rewriteScore)) {
            throw new IllegalArgumentException("a rewrite score of " + rewriteScore + " at layer " + layer);
        }
    }

    /** Whether there is room for a rewrite score. */
    static boolean hasRoom(CaseRecall before) {
        return towardsNew(before.rewrite(), before.rewrite()).isPresent();
    }

    /**
     * The scores of an edit.
     *
     * @throws IllegalArgumentException if there was no room for a rewrite score
     */
    static LayerEdit of(int layer, CaseRecall before, CaseRecall after) {
        return new LayerEdit(
                layer,
                towardsNew(before.rewrite(), after.rewrite())
                        .orElseThrow(() -> new IllegalArgumentException("the model was certain of '"
                                + before.rewrite().newAnswer().answer() + "' before")),
                IntStream.range(0, before.paraphrases().size())
                        .mapToObj(i -> towardsNew(
                                before.paraphrases().get(i), after.paraphrases().get(i)))
                        .flatMapToDouble(OptionalDouble::stream)
                        .average(),
                IntStream.range(0, before.neighbours().size())
                        .mapToDouble(i -> EditScores.staying(
                                EditScores.probability(
                                        before.neighbours().get(i).oldAnswer()),
                                EditScores.probability(after.neighbours().get(i).oldAnswer())))
                        .average(),
                after.rewrite().prefersNew(),
                share(after.paraphrases(), PromptRecall::prefersNew),
                share(after.neighbours(), prompt -> !prompt.prefersNew()),
                after.rewrite().saysNew());
    }

    private static OptionalDouble towardsNew(PromptRecall before, PromptRecall after) {
        return EditScores.towardsNew(
                EditScores.probability(before.newAnswer()), EditScores.probability(after.newAnswer()));
    }

    private static OptionalDouble share(List<PromptRecall> prompts, Predicate<PromptRecall> counted) {
        return prompts.stream()
                .mapToDouble(prompt -> counted.test(prompt) ? 1 : 0)
                .average();
    }
}
