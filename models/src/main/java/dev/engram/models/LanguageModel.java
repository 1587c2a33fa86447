package dev.engram.models;

import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import java.util.List;

/** Any decoder: text in, logits out. Used by one thread at a time; closing it frees its weights. */
public interface LanguageModel extends AutoCloseable {

    /** Belongs to the model and is closed with it. */
    Tokenizer tokenizer();

    /** The most tokens of one sequence, prompt and generated ones together. */
    int contextLength();

    /** The logits at each sequence's last position: [V] each. */
    List<FloatTensor> nextTokenLogits(List<List<Integer>> sequences);

    /**
     * What the model says of single tokens.
     *
     * @throws IllegalArgumentException if a sequence is empty or longer than the context, a token is not in the vocabulary, or an answer
     *     lies outside its sequence
     */
    AnswerScores scores(List<List<Integer>> sequences, List<LogitSelection.Answer> answers);

    /**
     * Continues prompts token by token, side by side: each gets the tokens that it would get alone, to rounding (where two logits lie
     * within it of each other, the choice may differ).
     *
     * @return one generation a request, in their order
     * @throws IllegalArgumentException if a prompt is longer than the context, or a token is not in the vocabulary
     * @throws ArithmeticException if logits are not numbers
     */
    List<Generation> generate(List<GenerationRequest> requests);

    /** Continues one prompt, as {@link #generate(List)}. */
    default Generation generate(GenerationRequest request) {
        return generate(List.of(request)).get(0);
    }

    @Override
    void close();
}
