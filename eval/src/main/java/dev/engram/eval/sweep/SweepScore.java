package dev.engram.eval.sweep;

import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.PromptRecall;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How well edits of single facts go, as shares from 0 to 1, each the mean over cases of the mean over a case's prompts (Meng et al. 2022, section
 * 3.4: ES, PS, NS and their harmonic mean S).
 *
 * @param efficacy of rewrites after which the new answer is likelier than the old one
 * @param generalisation of paraphrases, likewise
 * @param specificity of neighbours whose own answer stays likelier than the new one
 * @param said of rewrites that greedy decoding goes on with in the new answer's tokens
 * @param cases how many
 */
public record SweepScore(double efficacy, double generalisation, double specificity, double said, int cases) {

    /**
     * The scores of edited cases.
     *
     * @throws IllegalArgumentException if there are none, or one has no paraphrase or no neighbour
     */
    public static SweepScore of(List<CaseRecall> after) {
        return new SweepScore(
                mean(after, recall -> List.of(recall.rewrite()), PromptRecall::prefersNew),
                mean(after, CaseRecall::paraphrases, PromptRecall::prefersNew),
                mean(after, CaseRecall::neighbours, prompt -> !prompt.prefersNew()),
                mean(after, recall -> List.of(recall.rewrite()), PromptRecall::saysNew),
                after.size());
    }

    private static double mean(
            List<CaseRecall> cases, Function<CaseRecall, List<PromptRecall>> prompts, Predicate<PromptRecall> counted) {
        return cases.stream()
                .mapToDouble(recall -> prompts.apply(recall).stream()
                        .mapToInt(prompt -> counted.test(prompt) ? 1 : 0)
                        .average()
                        .orElseThrow(() -> new IllegalArgumentException("the case of "
                                + recall.rewrite().prompt() + " has no paraphrase or no neighbour to be scored on")))
                .average()
                .orElseThrow(() -> new IllegalArgumentException("there are no cases to score"));
    }

    /** S, the harmonic mean of efficacy, generalisation and specificity; 0 if one of them is. */
    public double score() {
        if (efficacy == 0 || generalisation == 0 || specificity == 0) {
            return 0;
        }
        return 3 / (1 / efficacy + 1 / generalisation + 1 / specificity);
    }
}
