package dev.engram.editing.solve;

import static dev.engram.editing.solve.RandomMatrices.assertClose;
import static dev.engram.editing.solve.RandomMatrices.keysIn;
import static dev.engram.editing.solve.RandomMatrices.normal;
import static dev.engram.editing.solve.RandomMatrices.statistics;

import dev.engram.testing.Tolerances;
import java.util.Random;
import java.util.function.Supplier;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wide enough that every step takes the way for several threads where it may. */
class ThreadsTest {

    private static final int OUTPUTS = 90;
    private static final int INPUTS = 260;

    @AfterEach
    void all_threads() {
        EjmlConcurrency.setMaxThreads(Runtime.getRuntime().availableProcessors());
    }

    private static void assertIndifferentToThreads(Supplier<DMatrixRMaj> solution) {
        EjmlConcurrency.setMaxThreads(1);
        DMatrixRMaj alone = solution.get();
        for (int threads : new int[] {2, 3, 8}) {
            EjmlConcurrency.setMaxThreads(threads);
            assertClose(solution.get(), alone, Tolerances.THREADS_RELATIVE);
        }
    }

    @Test
    void the_closed_form_does_not_depend_on_threads() {
        Random random = new Random(1);
        KeyStatistics statistics = statistics(normal(INPUTS, 3 * INPUTS, random));
        for (int count : new int[] {1, 200, 300}) {
            KeyedResiduals facts = new KeyedResiduals(normal(INPUTS, count, random), normal(OUTPUTS, count, random));
            assertIndifferentToThreads(() -> new ClosedFormSolver(PreservedKeys.of(statistics))
                    .solve(facts, new PreservationWeight(1))
                    .matrix());
        }
    }

    @Test
    void the_null_space_form_does_not_depend_on_threads() {
        Random random = new Random(2);
        KeyStatistics statistics = statistics(keysIn(normal(INPUTS, 20, random), 400, random));
        KeyedResiduals facts = new KeyedResiduals(normal(INPUTS, 210, random), normal(OUTPUTS, 210, random));
        assertIndifferentToThreads(() -> {
            NullSpace space = NullSpace.of(statistics, new NullSpaceThreshold.Relative(1e-6));
            return new NullSpaceSolver(space, 10)
                    .solve(facts, PastKeys.none(space))
                    .matrix();
        });
    }
}
