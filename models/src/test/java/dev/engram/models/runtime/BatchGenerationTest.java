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

/** How texts are divided into batches by the memory for their keys and values. */
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
    void a_batch_holds_as_many_of_the_shortest_texts_as_the_memory_allows() {
        assertThat(lengthsOfBatches(12))
                .containsExactly(List.of(4, 4), List.of(6), List.of(8), List.of(TinyModels.CONTEXT));
        assertThat(lengthsOfBatches(18)).containsExactly(List.of(4, 4, 6), List.of(8), List.of(TinyModels.CONTEXT));
        assertThat(lengthsOfBatches(1_000)).containsExactly(List.of(4, 4, 6, 8, TinyModels.CONTEXT));
    }

    @Test
    void texts_of_several_batches_come_back_in_the_order_of_their_requests() {
        assertThat(BatchGeneration.run(engine, requests, 12 * bytesOfToken))
                .isEqualTo(BatchGeneration.run(engine, requests));
    }

    private List<List<Integer>> lengthsOfBatches(int tokens) {
        List<GrowingText> texts = requests.stream()
                .map(request -> new GrowingText(request, TinyModels.CONTEXT))
                .toList();
        return BatchGeneration.batches(texts, engine.spec(), tokens * bytesOfToken).stream()
                .map(batch -> batch.stream().map(GrowingText::longest).toList())
                .toList();
    }
}
