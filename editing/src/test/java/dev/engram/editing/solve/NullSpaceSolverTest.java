package dev.engram.editing.solve;

import static dev.engram.editing.solve.RandomMatrices.assertClose;
import static dev.engram.editing.solve.RandomMatrices.doubles;
import static dev.engram.editing.solve.RandomMatrices.keysIn;
import static dev.engram.editing.solve.RandomMatrices.norm;
import static dev.engram.editing.solve.RandomMatrices.normal;
import static dev.engram.editing.solve.RandomMatrices.statistics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.editing.update.DenseUpdate;
import dev.engram.editing.update.LowRankUpdate;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NullSpaceSolverTest {

    private static final int OUTPUTS = 5;
    private static final int INPUTS = 24;
    private static final int USED = 9;
    private static final int UNUSED = INPUTS - USED;
    private static final double WEIGHT = 10;

    private final NullSpaceThreshold threshold = new NullSpaceThreshold.Relative(1e-6);

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(5);
    }

    private static KeyedResiduals facts(int count, Random random) {
        return new KeyedResiduals(normal(INPUTS, count, random), normal(OUTPUTS, count, random));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keys_in_the_span_of_the_preserved_ones_keep_their_values(long seed) {
        Random random = new Random(seed);
        DMatrixRMaj used = normal(INPUTS, USED, random);
        NullSpace space = NullSpace.of(statistics(keysIn(used, 200, random)), threshold);
        assertThat(space.dimension()).isEqualTo(UNUSED);
        DMatrixRMaj preserved = keysIn(used, 10, random);
        KeyedResiduals facts = facts(3, random);

        WeightDelta delta = new NullSpaceSolver(space, WEIGHT).solve(facts, PastKeys.none(space));

        double change = norm(CommonOps_DDRM.mult(delta.matrix(), preserved, null));
        assertThat(change / norm(delta.matrix()) / norm(preserved)).isLessThan(Tolerances.VALUE_RELATIVE);
        FloatTensor nothing = FloatTensor.of(new float[OUTPUTS * INPUTS], OUTPUTS, INPUTS);
        DMatrixRMaj applied = doubles(delta.forLayer(0).appliedTo(nothing));
        double changeInFloats = norm(CommonOps_DDRM.mult(applied, preserved, null));
        assertThat(changeInFloats / norm(applied) / norm(preserved)).isLessThan(Tolerances.FLOAT_UNTOUCHED_RELATIVE);
        assertThat(norm(CommonOps_DDRM.mult(applied, facts.keys(), null))).isPositive();
    }

    /** On both sides of every choice between two ways to compute: N + P < m, P < m, N >= F. */
    @ParameterizedTest
    @MethodSource("seeds")
    void the_subspace_form_is_the_projectors(long seed) {
        Random random = new Random(seed);
        DMatrixRMaj used = normal(INPUTS, USED, random);
        NullSpace space = NullSpace.of(statistics(keysIn(used, 200, random)), threshold);

        for (int count : new int[] {1, 4, UNUSED - 1, UNUSED, INPUTS + 3}) {
            for (int past : new int[] {0, 3, UNUSED - 1, UNUSED, 40}) {
                KeyedResiduals facts = facts(count, random);
                DMatrixRMaj pastKeys = normal(INPUTS, past, random);
                PastKeys remembered =
                        past == 0 ? PastKeys.none(space) : PastKeys.none(space).plus(pastKeys);

                WeightDelta delta = new NullSpaceSolver(space, WEIGHT).solve(facts, remembered);

                assertClose(delta.matrix(), byProjector(space, facts, pastKeys), Tolerances.CLOSED_FORM_RELATIVE);
                assertThat(delta.forLayer(0)).isInstanceOf(count >= INPUTS ? DenseUpdate.class : LowRankUpdate.class);
            }
        }
    }

    /** dW^T = (P M + L2 I)^-1 P K R^T as AlphaEdit writes it, by a general solver. */
    private static DMatrixRMaj byProjector(NullSpace space, KeyedResiduals facts, DMatrixRMaj pastKeys) {
        DMatrixRMaj basis = space.project(CommonOps_DDRM.identity(INPUTS));
        DMatrixRMaj projector = CommonOps_DDRM.multTransA(basis, basis, null);
        DMatrixRMaj moment = CommonOps_DDRM.multTransB(facts.keys(), facts.keys(), null);
        CommonOps_DDRM.multAddTransB(pastKeys, pastKeys, moment);
        DMatrixRMaj system = CommonOps_DDRM.mult(projector, moment, null);
        CommonOps_DDRM.addEquals(system, WEIGHT, CommonOps_DDRM.identity(INPUTS));
        DMatrixRMaj wanted =
                CommonOps_DDRM.mult(projector, CommonOps_DDRM.multTransB(facts.keys(), facts.residuals(), null), null);
        DMatrixRMaj solution = new DMatrixRMaj(INPUTS, OUTPUTS);
        assertThat(CommonOps_DDRM.solve(system, wanted, solution)).isTrue();
        return CommonOps_DDRM.transpose(solution, null);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void past_keys_are_facts_that_ask_for_no_change(long seed) {
        Random random = new Random(seed);
        NullSpace space = NullSpace.of(statistics(keysIn(normal(INPUTS, USED, random), 200, random)), threshold);
        NullSpaceSolver solver = new NullSpaceSolver(space, WEIGHT);
        for (int past : new int[] {2, UNUSED + 2}) {
            KeyedResiduals facts = facts(3, random);
            DMatrixRMaj pastKeys = normal(INPUTS, past, random);
            KeyedResiduals all = new KeyedResiduals(
                    CommonOps_DDRM.concatColumns(facts.keys(), pastKeys, null),
                    CommonOps_DDRM.concatColumns(facts.residuals(), new DMatrixRMaj(OUTPUTS, past), null));

            DMatrixRMaj withPast =
                    solver.solve(facts, PastKeys.none(space).plus(pastKeys)).matrix();
            DMatrixRMaj together = solver.solve(all, PastKeys.none(space)).matrix();

            assertClose(withPast, together, Tolerances.CLOSED_FORM_RELATIVE);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void past_keys_add_up_whichever_way_they_came(long seed) {
        Random random = new Random(seed);
        NullSpace space = NullSpace.of(statistics(keysIn(normal(INPUTS, USED, random), 200, random)), threshold);
        KeyedResiduals facts = facts(3, random);
        DMatrixRMaj first = normal(INPUTS, UNUSED - 2, random);
        DMatrixRMaj second = normal(INPUTS, 4, random);

        PastKeys one = PastKeys.none(space).plus(first);
        PastKeys both = one.plus(second);
        PastKeys atOnce = PastKeys.none(space).plus(CommonOps_DDRM.concatColumns(first, second, null));

        NullSpaceSolver solver = new NullSpaceSolver(space, WEIGHT);
        assertThat(both.count()).isEqualTo(atOnce.count()).isEqualTo(UNUSED + 2);
        assertThat(one.count()).isEqualTo(UNUSED - 2);
        assertClose(
                solver.solve(facts, both).matrix(),
                solver.solve(facts, atOnce).matrix(),
                Tolerances.CLOSED_FORM_RELATIVE);
    }

    @Test
    void a_relative_threshold_does_not_depend_on_the_scale_of_keys() {
        Random random = new Random(1);
        DMatrixRMaj keys = keysIn(normal(INPUTS, USED, random), 200, random);
        NullSpace space = NullSpace.of(statistics(keys), threshold);
        CommonOps_DDRM.scale(1000, keys);
        NullSpace scaled = NullSpace.of(statistics(keys), threshold);

        assertThat(scaled.dimension()).isEqualTo(space.dimension());
        assertThat(scaled.threshold()).isEqualTo(1e6 * space.threshold(), within(1e-3 * space.threshold()));
    }

    @Test
    void directions_under_an_absolute_threshold_are_the_null_space() {
        KeyStatistics statistics = KeyStatistics.unstamped(7, 4, 1, CommonOps_DDRM.diag(3, 0.02, 0.019, 0).data);

        NullSpace space = NullSpace.of(statistics, NullSpaceThreshold.reference());

        assertThat(space.width()).isEqualTo(4);
        assertThat(space.dimension()).isEqualTo(2);
        assertThat(space.largestEigenvalue()).isEqualTo(3, within(1e-12));
        assertThat(norm(space.project(CommonOps_DDRM.identity(4, 2)))).isLessThan(1e-12);
    }

    @Test
    void an_empty_null_space_is_refused_with_its_numbers() {
        KeyStatistics statistics = KeyStatistics.unstamped(7, 3, 1, CommonOps_DDRM.diag(3, 2, 0.5).data);

        assertThatExceptionOfType(EmptyNullSpaceException.class)
                .isThrownBy(() -> NullSpace.of(statistics, NullSpaceThreshold.reference()))
                .withMessageContaining(
                        "no eigenvalue of the second moment of layer 7's keys is under the threshold 0.02")
                .satisfies(refusal -> {
                    assertThat(refusal.layer()).isEqualTo(7);
                    assertThat(refusal.threshold()).isEqualTo(0.02);
                    assertThat(refusal.smallestEigenvalue()).isEqualTo(0.5, within(1e-12));
                });
    }

    @Test
    void bad_settings_and_foreign_pasts_are_refused() {
        Random random = new Random(2);
        KeyStatistics statistics = statistics(keysIn(normal(INPUTS, USED, random), 200, random));
        NullSpace space = NullSpace.of(statistics, threshold);
        PastKeys foreign = PastKeys.none(NullSpace.of(statistics, threshold));
        NullSpaceSolver solver = new NullSpaceSolver(space, WEIGHT);

        assertThatThrownBy(() -> solver.solve(facts(1, random), foreign)).hasMessageContaining("another null space");
        assertThatThrownBy(() -> PastKeys.none(space).plus(normal(3, 2, random)))
                .hasMessageContaining("keys of shape [3, 2]");
        assertThatThrownBy(() -> solver.solve(
                        new KeyedResiduals(normal(3, 2, random), normal(3, 2, random)), PastKeys.none(space)))
                .hasMessageContaining("keys of shape [3, 2]");
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new NullSpaceSolver(space, bad)).hasMessageContaining("L2 = " + bad);
            assertThatThrownBy(() -> new NullSpaceThreshold.Absolute(bad)).hasMessageContaining("threshold of " + bad);
            assertThatThrownBy(() -> new NullSpaceThreshold.Relative(bad)).hasMessageContaining("threshold of " + bad);
        }
    }

    @Test
    void a_weight_that_is_lost_beside_equal_keys_is_refused() {
        Random random = new Random(3);
        NullSpace space = NullSpace.of(statistics(keysIn(normal(INPUTS, USED, random), 200, random)), threshold);
        KeyedResiduals facts = facts(1, random);

        assertThatThrownBy(() -> new NullSpaceSolver(space, 1e-20)
                        .solve(facts, PastKeys.none(space).plus(facts.keys())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("L2 = 1.0E-20 is lost beside the keys");
    }
}
