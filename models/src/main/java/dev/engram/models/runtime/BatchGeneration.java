package dev.engram.models.runtime;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.engine.Engine;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.spec.ModelSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts continued side by side over one cache, a token each in a pass. Those that have ended cost no answer, and leave the batch once they
 * are a quarter of it: leaving copies the cache of those that stay.
 */
final class BatchGeneration {

    /** Keys and values of the texts of one batch: 11,000 tokens of SmolLM2, 3,600 of GPT-2 medium. A single text may need more. */
    private static final long CACHE_BYTES = 512L << 20;

    private final Engine engine;

    private BatchGeneration(Engine engine) {
        this.engine = engine;
    }

    /** One generation a request, in their order. */
    static List<Generation> run(Engine engine, List<GenerationRequest> requests) {
        return run(engine, requests, CACHE_BYTES);
    }

    static List<Generation> run(Engine engine, List<GenerationRequest> requests, long cacheBytes) {
        int contextLength = engine.spec().contextLength();
        List<GrowingText> texts = requests.stream()
                .map(request -> new GrowingText(request, contextLength))
                .toList();
        List<Integer> lengths = texts.stream().map(GrowingText::longest).toList();
        BatchGeneration generation = new BatchGeneration(engine);
        for (List<Integer> batch : Batches.of(lengths, cacheBytes / bytesOfToken(engine.spec()))) {
            generation.finish(batch.stream().map(texts::get).toList());
        }
        return texts.stream().map(GrowingText::generation).toList();
    }

    private static long bytesOfToken(ModelSpec spec) {
        return 2L * spec.layers() * spec.attention().keyValueWidth() * Float.BYTES;
    }

    private void finish(List<GrowingText> texts) {
        List<GrowingText> batch = texts;
        try (KeyValueCache cache = new KeyValueCache(engine, batch.size())) {
            for (int[] ongoing = ongoing(batch); ongoing.length > 0; ongoing = ongoing(batch)) {
                if (ongoing.length <= batch.size() * 3 / 4) {
                    cache.select(ongoing);
                    batch = IntStream.of(ongoing).mapToObj(batch::get).toList();
                }
                grow(batch, cache);
            }
        }
    }

    private void grow(List<GrowingText> batch, KeyValueCache cache) {
        ForwardRequest request =
                ForwardRequest.of(batch.stream().map(GrowingText::fresh).toList());
        ForwardResult result = ForwardPass.runCached(engine, request, cache);
        for (int i : ongoing(batch)) {
            batch.get(i).grow(result.logits().get(i).toArray());
        }
    }

    private static int[] ongoing(List<GrowingText> batch) {
        return IntStream.range(0, batch.size())
                .filter(i -> !batch.get(i).hasEnded())
                .toArray();
    }
}
