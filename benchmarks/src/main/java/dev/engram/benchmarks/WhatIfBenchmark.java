package dev.engram.benchmarks;

import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.WhatIfResult;
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
 * The what-if runs of one trace of hidden states on two threads: a clean run, ten corrupted ones and a branch of each for every cell.
 *
 * <pre>{@code
 * benchmarks/run WhatIfBenchmark
 * benchmarks/run WhatIfBenchmark -p length=16 -p subjectFrom=3
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class WhatIfBenchmark {

    /** A GGUF file or a model directory. */
    @Param("../shared/models/smollm2-135m-instruct-q4_1.gguf")
    public String model = "";

    @Param({"8", "12"})
    public int length;

    @Param({"0", "3"})
    public int subjectFrom;

    private @Nullable SiteModel loaded;
    private @Nullable WhatIfRequest request;

    @Setup(Level.Trial)
    public void load() throws IOException {
        SiteModel opened = TwoThreads.load(Path.of(model));
        request = new HiddenGrid(length, subjectFrom).request(opened.spec());
        loaded = opened;
    }

    @TearDown(Level.Trial)
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    @Benchmark
    public WhatIfResult hiddenGrid() {
        return Objects.requireNonNull(loaded).whatIf(Objects.requireNonNull(request), WhatIfProgress.NONE);
    }
}
