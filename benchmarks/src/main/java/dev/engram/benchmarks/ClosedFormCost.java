package dev.engram.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.engram.editing.solve.ClosedFormSolver;
import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.KeyedResiduals;
import dev.engram.editing.solve.NullSpace;
import dev.engram.editing.solve.NullSpaceThreshold;
import dev.engram.editing.solve.PreservationWeight;
import dev.engram.editing.solve.PreservedKeys;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;

/**
 * What the linear algebra of editing costs by the width F of keys, on one thread and on two: factoring C (with the estimate of its condition), one
 * fact, a hundred facts (D = F / 4), and, up to a width, the null space of C, in seconds by the clock and, as other programs may be running, of the
 * processors' time. Arguments: the largest width for the null space, then widths.
 */
public final class ClosedFormCost {

    private static final int TOKENS_BY_WIDTH = 10;
    private static final int MANY_FACTS = 100;
    private static final double MEGABYTE = 1e6;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private ClosedFormCost() {}

    public static void main(String[] args) {
        if (args.length < 2) {
            throw new IllegalArgumentException("expected NULL_SPACE_UP_TO WIDTH..., not " + List.of(args));
        }
        ClosedFormCost cost = new ClosedFormCost();
        cost.out.println(
                "    F  threads   factor s (cpu)  1 fact s  100 facts s  condition  heap MB  of F^2 doubles  null space s (cpu)");
        int nullSpaceUpTo = Integer.parseInt(args[0]);
        for (String width : List.of(args).subList(1, args.length)) {
            cost.measure(Integer.parseInt(width), Integer.parseInt(width) <= nullSpaceUpTo);
        }
    }

    private void measure(int width, boolean nullSpace) {
        KeyStatistics statistics = statistics(width, new Random(width));
        // The first round warms up.
        for (int threads : new int[] {1, 1, 2}) {
            EjmlConcurrency.setMaxThreads(threads);
            forgetPeak();
            String closedForm = closedForm(statistics);
            double peak = peakBytes();
            String directions = nullSpace
                    ? timed(() -> NullSpace.of(statistics, new NullSpaceThreshold.Relative(0.5)))
                            .seconds()
                    : "-";
            out.printf(
                    Locale.ROOT,
                    "%5d  %7d  %s  %7.0f  %14.2f  %18s%n",
                    width,
                    threads,
                    closedForm,
                    peak / MEGABYTE,
                    peak / Double.BYTES / width / width,
                    directions);
        }
    }

    /** A method of its own, so that nothing of it is alive when the next round begins. */
    private static String closedForm(KeyStatistics statistics) {
        Timed<PreservedKeys> factor = timed(() -> PreservedKeys.withoutRidge(statistics));
        return String.format(
                Locale.ROOT,
                "%15s  %8.4f  %11.3f  %9.1f",
                factor.seconds(),
                facts(factor.value(), 1),
                facts(factor.value(), MANY_FACTS),
                1 / factor.value().reciprocalCondition());
    }

    private static double facts(PreservedKeys preserved, int count) {
        Random random = new Random(count);
        int width = preserved.width();
        KeyedResiduals facts = new KeyedResiduals(normal(width, count, random), normal(width / 4, count, random));
        return timed(() -> new ClosedFormSolver(preserved).solve(facts, PreservationWeight.equality()))
                .wall();
    }

    /**
     * The second moment of 10 F standard normal keys, drawn as such: the sum is A A^T with lower triangular A of independent entries, normal below the
     * diagonal and chi on it (Bartlett 1933), chi with so many degrees of freedom being normal about sqrt(n - 1/2) with variance 1/2.
     */
    private static KeyStatistics statistics(int width, Random random) {
        long tokens = (long) TOKENS_BY_WIDTH * width;
        double[][] rows = new double[width][];
        for (int i = 0; i < width; i++) {
            rows[i] = new double[i + 1];
            for (int j = 0; j < i; j++) {
                rows[i][j] = random.nextGaussian();
            }
            rows[i][i] = Math.sqrt(tokens - i - 0.5) + Math.sqrt(0.5) * random.nextGaussian();
        }
        double[] sums = new double[width * width];
        IntStream.range(0, width).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                sums[i * width + j] = dot(rows[i], rows[j], j + 1);
            }
        });
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                sums[j * width + i] = sums[i * width + j];
            }
        }
        return KeyStatistics.unstamped(0, width, tokens, sums);
    }

    private static double dot(double[] a, double[] b, int count) {
        double first = 0;
        double second = 0;
        int i = 0;
        for (; i + 1 < count; i += 2) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
        }
        return i < count ? first + second + a[i] * b[i] : first + second;
    }

    private static DMatrixRMaj normal(int rows, int columns, Random random) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.getNumElements(); i++) {
            matrix.data[i] = random.nextGaussian();
        }
        return matrix;
    }

    private interface Work<T> {
        T run();
    }

    private record Timed<T>(T value, double wall, double processors) {
        String seconds() {
            return String.format(Locale.ROOT, "%.2f (%.2f)", wall, processors);
        }
    }

    private static <T> Timed<T> timed(Work<T> work) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long start = System.nanoTime();
        long startOfProcessors = process.getProcessCpuTime();
        T value = work.run();
        double processors = (process.getProcessCpuTime() - startOfProcessors) / 1e9;
        return new Timed<>(value, (System.nanoTime() - start) / 1e9, processors);
    }

    private static void forgetPeak() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The heap's, garbage included. */
    private static double peakBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
