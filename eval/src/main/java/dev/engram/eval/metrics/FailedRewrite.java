package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.AnswerScore;
import dev.engram.eval.benchmark.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rewrite that an edit did not bring about: by {@link PromptMeasure#RIGHT_LIKELIER} or {@link PromptMeasure#GENERATED_EXACT}.
 *
 * @param id the record's
 * @param prompt the edited prompt
 * @param target the new answer
 * @param preferred the old answer, if the new one is not likelier; empty if it is, or the old one is not known
 * @param isSaid whether greedy decoding goes on with the new answer
 * @param said what it goes on with
 */
public record FailedRewrite(
        String id, String prompt, String target, Optional<String> preferred, boolean isSaid, String said) {

    /** The rewrites of a record that failed, in the record's order. */
    public static List<FailedRewrite> of(ScoredEdit edit) {
        List<FailedRewrite> failed = new ArrayList<>();
        for (PromptPair pair : edit.prompts(PromptRole.REWRITE)) {
            boolean isLikelier = holds(PromptMeasure.RIGHT_LIKELIER, pair);
            boolean isSaid = holds(PromptMeasure.GENERATED_EXACT, pair);
            if (!isLikelier || !isSaid) {
                failed.add(new FailedRewrite(
                        edit.id(),
                        pair.asked().prompt(),
                        pair.after().rightAnswer().orElseThrow().answer(),
                        isLikelier
                                ? Optional.empty()
                                : pair.after().otherAnswer().map(AnswerScore::answer),
                        isSaid,
                        pair.after().said()));
            }
        }
        return failed;
    }

    /** Whether a share of one prompt is all; true where it has none. */
    private static boolean holds(PromptMeasure share, PromptPair pair) {
        return share.of(pair).orElse(1) == 1;
    }
}
