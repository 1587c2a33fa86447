package dev.engram.eval.benchmark;

import java.util.List;

/**
 * What a model says to all that a record asks.
 *
 * @param id the record's
 * @param prompts in the order of {@link RecordQuestions}
 * @param texts how the model goes on from the record's openings, the openings included; sampled
 * @param read how well it predicts texts that every record has it read
 */
public record RecordScore(String id, List<PromptScore> prompts, List<String> texts, List<ReadText> read) {

    public RecordScore {
        prompts = List.copyOf(prompts);
        texts = List.copyOf(texts);
        read = List.copyOf(read);
    }

    /** Those asked for one reason. */
    public List<PromptScore> prompts(PromptRole role) {
        return prompts.stream().filter(prompt -> prompt.asked().role() == role).toList();
    }
}
