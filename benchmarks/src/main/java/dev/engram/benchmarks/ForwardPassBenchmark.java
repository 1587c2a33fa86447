package dev.engram.benchmarks;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.SiteModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
 * A plain forward pass on two threads, up to the logits at the last position on the heap.
 *
 * <p>From anywhere (a relative {@code model} is taken from the repository's root):
 *
 * <pre>{@code
 * benchmarks/run ForwardPassBenchmark -prof gc
 * benchmarks/run ForwardPassBenchmark -prof gc -p model=/path/to/model.gguf -p sequences=11
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(2)
public class ForwardPassBenchmark {

    /** A GGUF file or a model directory. */
    @Param("../shared/models/smollm2-135m-instruct-q4_1.gguf")
    public String model = "";

    @Param({"11", "64"})
    public int sequences;

    @Param("9")
    public int length;

    private @Nullable SiteModel loaded;
    private @Nullable ForwardRequest request;

    @Setup(Level.Trial)
    public void load() throws IOException {
        SiteModel opened = TwoThreads.load(Path.of(model));
        request = new Batch(sequences, length).request(opened.spec().vocabulary());
        loaded = opened;
    }

    @TearDown(Level.Trial)
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    @Benchmark
    public ForwardResult lastLogits() {
        return Objects.requireNonNull(loaded).run(Objects.requireNonNull(request));
    }
}
