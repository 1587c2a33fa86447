package dev.engram.editing.solve;

import static dev.engram.editing.solve.RandomMatrices.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The papers' formulas by NumPy: see {@code src/test/python/make_goldens.py}. */
class NumpyGoldenTest {

    @TestFactory
    Stream<DynamicTest> the_solution_is_the_papers() throws IOException {
        JsonNode cases;
        try (InputStream in = NumpyGoldenTest.class.getResourceAsStream("/dev/engram/editing/goldens.json")) {
            cases = JsonMapper.shared().readTree(Objects.requireNonNull(in)).required("solve");
        }
        assertThat(cases.size()).isEqualTo(8);
        return cases.valueStream()
                .map(golden -> DynamicTest.dynamicTest(
                        golden.required("name").stringValue(),
                        () -> assertClose(
                                solve(golden).matrix(),
                                matrix(golden.required("delta")),
                                Tolerances.CLOSED_FORM_RELATIVE)));
    }

    private static WeightDelta solve(JsonNode golden) {
        KeyedResiduals facts =
                new KeyedResiduals(matrix(golden.required("keys")), matrix(golden.required("residuals")));
        KeyStatistics statistics = KeyStatistics.unstamped(
                0, facts.inputs(), golden.required("count").longValue(), matrix(golden.required("sums")).data);
        double weight = golden.required("weight").doubleValue();
        if (golden.required("method").stringValue().equals("closed")) {
            return new ClosedFormSolver(PreservedKeys.withoutRidge(statistics))
                    .solve(facts, new PreservationWeight(weight));
        }
        NullSpace space = NullSpace.of(
                statistics,
                new NullSpaceThreshold.Absolute(golden.required("threshold").doubleValue()));
        DMatrixRMaj past = matrix(golden.required("past"));
        PastKeys remembered =
                past.numCols == 0 ? PastKeys.none(space) : PastKeys.none(space).plus(past);
        return new NullSpaceSolver(space, weight).solve(facts, remembered);
    }

    private static DMatrixRMaj matrix(JsonNode rows) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows.size(), rows.get(0).size());
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                matrix.set(row, column, rows.get(row).get(column).doubleValue());
            }
        }
        return matrix;
    }
}
