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

    /** Continues a prompt token by token. */
    Generation generate(GenerationRequest request);

    @Override
    void close();
}
