package dev.engram.benchmarks;

import dev.engram.models.SiteModel;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Texts of 64 new tokens, sampled side by side on two threads; tokens a second are 64 x sequences by the time.
 *
 * <pre>{@code
 * benchmarks/run GenerationBenchmark
 * benchmarks/run GenerationBenchmark -p sequences=16 -p topK=0
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class GenerationBenchmark {

    /** A GGUF file or a model directory. */
    @Param("../shared/models/smollm2-135m-instruct-q4_1.gguf")
    public String model = "";

    @Param({"1", "16", "64"})
    public int sequences;

    @Param("50")
    public int topK;

    @Param("64")
    public int newTokens;

    private @Nullable SiteModel loaded;
    private List<GenerationRequest> requests = List.of();

    @Setup(Level.Trial)
    public void load() throws IOException {
        SiteModel opened = TwoThreads.load(Path.of(model));
        List<Integer> prompt =
                opened.tokenizer().encode("The history of the city began when").ids();
        requests = IntStream.range(0, sequences)
                .mapToObj(seed ->
                        new GenerationRequest(prompt, newTokens, Set.of(), new Sampling.Random(1, topK, 1, seed)))
                .toList();
        loaded = opened;
    }

    @TearDown(Level.Trial)
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    @Benchmark
    public List<Generation> sideBySide() {
        return Objects.requireNonNull(loaded).generate(requests);
    }
}
