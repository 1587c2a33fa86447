package dev.engram.benchmarks;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfResult;
import dev.engram.models.files.EngineKind;
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
 * The engines side by side, in one run: plain passes of 99, 256 and 2,048 rows (tokens of a stack), the what-if runs of a trace, texts of 32 new tokens,
 * one and sixteen of them side by side.
 *
 * <pre>{@code
 * benchmarks/run EngineBenchmark
 * benchmarks/run EngineBenchmark.pass -p engine=ONNX
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(2)
public class EngineBenchmark {

    /** A GGUF file or a model directory. */
    @Param("../shared/models/smollm2-135m-instruct-q4_1.gguf")
    public String model = "";

    @Param({"DJL", "ONNX"})
    public EngineKind engine = EngineKind.DJL;

    private @Nullable SiteModel loaded;

    @Setup(Level.Trial)
    public void load() throws IOException {
        loaded = TwoThreads.load(Path.of(model), engine);
    }

    @TearDown(Level.Trial)
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    private SiteModel model() {
        return Objects.requireNonNull(loaded);
    }

    private ForwardResult pass(int sequences, int length) {
        ForwardRequest request =
                new Batch(sequences, length).request(model().spec().vocabulary());
        return model().run(request);
    }

    @Benchmark
    public ForwardResult pass99() {
        return pass(11, 9);
    }

    @Benchmark
    public ForwardResult pass256() {
        return pass(32, 8);
    }

    @Benchmark
    public ForwardResult pass2048() {
        return pass(256, 8);
    }

    @Benchmark
    public WhatIfResult whatIf() {
        return model().whatIf(new HiddenGrid(8, 3).request(model().spec()), WhatIfProgress.NONE);
    }

    @Benchmark
    public List<Generation> generate1() {
        return generate(1);
    }

    @Benchmark
    public List<Generation> generate16() {
        return generate(16);
    }

    private List<Generation> generate(int texts) {
        List<Integer> prompt =
                model().tokenizer().encode("The history of the city began when").ids();
        return model().generate(IntStream.range(0, texts)
                .mapToObj(seed -> new GenerationRequest(prompt, 32, Set.of(), new Sampling.Random(1, 50, 1, seed)))
                .toList());
    }
}
