package dev.engram.benchmarks;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.SecondMoments;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
 * Second moments of MLP keys over 2,048 tokens on two threads, beside plain passes of the same tokens in the same batches.
 *
 * <pre>{@code
 * benchmarks/run SecondMomentsBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class SecondMomentsBenchmark {

    /** A GGUF file or a model directory. */
    @Param("../shared/models/smollm2-135m-instruct-q4_1.gguf")
    public String model = "";

    /** The layer of {@link #oneLayer()}. */
    @Param("5")
    public int layer;

    private @Nullable SiteModel loaded;
    private @Nullable ForwardRequest first;
    private @Nullable ForwardRequest second;

    @Setup(Level.Trial)
    public void load() throws IOException {
        SiteModel opened = TwoThreads.load(Path.of(model));
        ForwardRequest all = new Batch(16, 128).request(opened.spec().vocabulary());
        first = ForwardRequest.of(all.sequences().subList(0, 8));
        second = ForwardRequest.of(all.sequences().subList(8, 16));
        loaded = opened;
    }

    @TearDown(Level.Trial)
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    @Benchmark
    public ForwardResult plainPasses() {
        SiteModel opened = Objects.requireNonNull(loaded);
        opened.run(Objects.requireNonNull(first));
        return opened.run(Objects.requireNonNull(second));
    }

    @Benchmark
    public long oneLayer() {
        return add(Set.of(new Site(SiteKind.MLP_POST, layer)));
    }

    @Benchmark
    public long allLayers() {
        return add(Objects.requireNonNull(loaded).sites().stream()
                .filter(site -> site.kind() == SiteKind.MLP_POST)
                .collect(Collectors.toSet()));
    }

    private long add(Set<Site> sites) {
        try (SecondMoments moments = Objects.requireNonNull(loaded).secondMoments(sites)) {
            moments.add(Objects.requireNonNull(first).sequences());
            moments.add(Objects.requireNonNull(second).sequences());
            return moments.count();
        }
    }
}
