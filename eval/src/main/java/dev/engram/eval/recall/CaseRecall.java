package dev.engram.eval.recall;

import java.util.List;

/** What a model says to all the prompts of a case. */
public record CaseRecall(PromptRecall rewrite, List<PromptRecall> paraphrases, List<PromptRecall> neighbours) {

    public CaseRecall {
        paraphrases = List.copyOf(paraphrases);
        neighbours = List.copyOf(neighbours);
    }
}
