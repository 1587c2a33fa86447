package dev.engram.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that are more than the memory for their keys and values holds at once. */
class BatchGenerationTest {

    private final Engine engine = new ReferenceEngine(TinyModels.gpt2(3));

    /** Keys and values of one token: two matrices a layer, in float32. */
    private final long bytesOfToken =
            2L * engine.spec().layers() * engine.spec().width() * 4;

    private final List<GenerationRequest> requests = IntStream.of(6, 2, 4, 2, 100)
            .mapToObj(added -> new GenerationRequest(
                    List.of(1, added % TinyModels.VOCABULARY), added, Set.of(), new Sampling.Greedy()))
            .toList();

    @Test
    void texts_of_several_batches_come_back_in_the_order_of_their_requests() {
        assertThat(BatchGeneration.run(engine, requests, 12 * bytesOfToken))
                .isEqualTo(BatchGeneration.run(engine, requests));
    }
}
