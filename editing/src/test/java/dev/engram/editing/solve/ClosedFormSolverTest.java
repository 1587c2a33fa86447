package dev.engram.editing.solve;

import static dev.engram.editing.solve.RandomMatrices.assertClose;
import static dev.engram.editing.solve.RandomMatrices.doubles;
import static dev.engram.editing.solve.RandomMatrices.floats;
import static dev.engram.editing.solve.RandomMatrices.norm;
import static dev.engram.editing.solve.RandomMatrices.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.editing.update.DenseUpdate;
import dev.engram.editing.update.LowRankUpdate;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClosedFormSolverTest {

    private static final int OUTPUTS = 7;
    private static final int INPUTS = 20;
    private static final PreservationWeight EQUALITY = PreservationWeight.equality();

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(5);
    }

    private static KeyedResiduals facts(int count, Random random) {
        return new KeyedResiduals(normal(INPUTS, count, random), normal(OUTPUTS, count, random));
    }

    private static DMatrixRMaj delta(PreservedKeys preserved, KeyedResiduals facts, PreservationWeight weight) {
        return new ClosedFormSolver(preserved).solve(facts, weight).matrix();
    }

    private static DMatrixRMaj times(DMatrixRMaj matrix, DMatrixRMaj keys) {
        return CommonOps_DDRM.mult(matrix, keys, null);
    }

    /** R K^T (lambda C + K K^T)^-1 as MEMIT writes it, by a general solver. */
    private static DMatrixRMaj memit(KeyStatistics statistics, KeyedResiduals facts, double lambda) {
        DMatrixRMaj system = statistics.moment();
        CommonOps_DDRM.scale(lambda, system);
        CommonOps_DDRM.multAddTransB(facts.keys(), facts.keys(), system);
        DMatrixRMaj solution = new DMatrixRMaj(INPUTS, facts.count());
        assertThat(CommonOps_DDRM.solve(system, facts.keys(), solution)).isTrue();
        return CommonOps_DDRM.multTransB(facts.residuals(), solution, null);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void each_fact_gets_its_value(long seed) {
        Random random = new Random(seed);
        PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(INPUTS, random));
        KeyedResiduals facts = facts(4, random);

        assertClose(
                times(delta(preserved, facts, EQUALITY), facts.keys()), facts.residuals(), Tolerances.VALUE_RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_updated_weight_maps_the_key_to_the_value_less_the_bias(long seed) {
        Random random = new Random(seed);
        PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(INPUTS, random));
        FloatTensor weight = floats(normal(OUTPUTS, INPUTS, random));
        DMatrixRMaj bias = normal(OUTPUTS, 1, random);
        DMatrixRMaj key = normal(INPUTS, 1, random);
        DMatrixRMaj value = normal(OUTPUTS, 1, random);
        DMatrixRMaj before = CommonOps_DDRM.add(times(doubles(weight), key), bias, null);
        KeyedResiduals fact = new KeyedResiduals(key, CommonOps_DDRM.subtract(value, before, null));

        FloatTensor updated = new ClosedFormSolver(preserved)
                .solve(fact, EQUALITY)
                .forLayer(3)
                .appliedTo(weight);

        DMatrixRMaj after = CommonOps_DDRM.add(times(doubles(updated), key), bias, null);
        assertClose(after, value, Tolerances.FLOAT_VALUE_RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void one_fact_is_romes_rank_one_form(long seed) {
        Random random = new Random(seed);
        PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(INPUTS, random));
        KeyedResiduals fact = facts(1, random);

        DMatrixRMaj direction = preserved.solve(fact.keys());
        DMatrixRMaj rome = CommonOps_DDRM.multTransB(fact.residuals(), direction, null);
        CommonOps_DDRM.divide(rome, CommonOps_DDRM.dot(fact.keys(), direction));
        assertClose(delta(preserved, fact, EQUALITY), rome, Tolerances.CLOSED_FORM_RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_weight_over_zero_is_memits_direct_solve(long seed) {
        Random random = new Random(seed);
        KeyStatistics statistics = RandomMatrices.statistics(INPUTS, random);

        for (int count : new int[] {1, 6, INPUTS - 1, INPUTS, 2 * INPUTS}) {
            KeyedResiduals facts = facts(count, random);
            DMatrixRMaj delta = delta(PreservedKeys.of(statistics), facts, new PreservationWeight(15));
            assertClose(delta, memit(statistics, facts, 15), Tolerances.CLOSED_FORM_RELATIVE);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_vanishing_weight_tends_to_equality(long seed) {
        Random random = new Random(seed);
        PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(INPUTS, random));
        KeyedResiduals facts = facts(4, random);
        DMatrixRMaj equality = delta(preserved, facts, EQUALITY);

        DMatrixRMaj small = delta(preserved, facts, new PreservationWeight(1e-3));
        DMatrixRMaj smaller = delta(preserved, facts, new PreservationWeight(1e-6));

        // The difference is of the order of the weight by the smallest k^T C^-1 k, which is about F.
        assertClose(small, equality, 1e-3);
        assertClose(smaller, equality, 1e-6);
        assertThat(norm(CommonOps_DDRM.subtract(small, equality, null)))
                .isGreaterThan(100 * norm(CommonOps_DDRM.subtract(smaller, equality, null)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void preserved_keys_change_less_than_by_any_other_delta_that_meets_the_facts(long seed) {
        Random random = new Random(seed);
        KeyStatistics statistics = RandomMatrices.statistics(INPUTS, random);
        KeyedResiduals facts = facts(3, random);
        DMatrixRMaj best = delta(PreservedKeys.of(statistics), facts, EQUALITY);
        DMatrixRMaj other = delta(PreservedKeys.identity(INPUTS), facts, EQUALITY);

        assertThat(damage(best, statistics)).isLessThan(damage(other, statistics));
        CommonOps_DDRM.add(0.999, best, 0.001, other, other);
        assertThat(damage(best, statistics)).isLessThan(damage(other, statistics));
    }

    /** tr(delta C delta^T): the mean square of what delta adds to a preserved key's value. */
    private static double damage(DMatrixRMaj delta, KeyStatistics statistics) {
        return CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(times(delta, statistics.moment()), delta, null));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_scale_of_the_statistics_does_not_matter_to_equality(long seed) {
        Random random = new Random(seed);
        DMatrixRMaj keys = normal(INPUTS, 10 * INPUTS, random);
        KeyedResiduals facts = facts(3, random);
        DMatrixRMaj delta = delta(PreservedKeys.of(RandomMatrices.statistics(keys)), facts, EQUALITY);

        for (double scale : new double[] {1e-6, 1e6}) {
            DMatrixRMaj scaled = keys.copy();
            CommonOps_DDRM.scale(scale, scaled);
            PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(scaled));
            assertClose(delta(preserved, facts, EQUALITY), delta, Tolerances.CLOSED_FORM_RELATIVE);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_order_of_facts_does_not_matter(long seed) {
        Random random = new Random(seed);
        PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(INPUTS, random));
        KeyedResiduals facts = facts(5, random);
        int[] order = {3, 0, 4, 1, 2};
        KeyedResiduals reordered = new KeyedResiduals(columns(facts.keys(), order), columns(facts.residuals(), order));

        for (double weight : new double[] {0, 2}) {
            DMatrixRMaj delta = delta(preserved, facts, new PreservationWeight(weight));
            assertClose(
                    delta(preserved, reordered, new PreservationWeight(weight)),
                    delta,
                    Tolerances.CLOSED_FORM_RELATIVE);
        }
    }

    private static DMatrixRMaj columns(DMatrixRMaj matrix, int... order) {
        DMatrixRMaj columns = new DMatrixRMaj(matrix.numRows, order.length);
        for (int i = 0; i < order.length; i++) {
            CommonOps_DDRM.insert(CommonOps_DDRM.extractColumn(matrix, order[i], null), columns, 0, i);
        }
        return columns;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void facts_whose_keys_have_nothing_in_common_are_solved_as_if_alone(long seed) {
        Random random = new Random(seed);
        PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(INPUTS, random));
        KeyedResiduals facts = facts(2, random);
        DMatrixRMaj first = CommonOps_DDRM.extractColumn(facts.keys(), 0, null);
        DMatrixRMaj second = CommonOps_DDRM.extractColumn(facts.keys(), 1, null);
        DMatrixRMaj direction = preserved.solve(first);
        CommonOps_DDRM.addEquals(
                second, -CommonOps_DDRM.dot(second, direction) / CommonOps_DDRM.dot(first, direction), first);
        CommonOps_DDRM.insert(second, facts.keys(), 0, 1);

        for (double weight : new double[] {0, 2}) {
            PreservationWeight given = new PreservationWeight(weight);
            DMatrixRMaj together = delta(preserved, facts, given);
            DMatrixRMaj apart = CommonOps_DDRM.add(
                    delta(preserved, alone(facts, 0), given), delta(preserved, alone(facts, 1), given), null);
            assertClose(together, apart, Tolerances.CLOSED_FORM_RELATIVE);
        }
    }

    private static KeyedResiduals alone(KeyedResiduals facts, int fact) {
        return new KeyedResiduals(columns(facts.keys(), fact), columns(facts.residuals(), fact));
    }

    @Test
    void keys_of_very_different_lengths_are_not_dependent() {
        Random random = new Random(1);
        PreservedKeys preserved = PreservedKeys.of(RandomMatrices.statistics(INPUTS, random));
        KeyedResiduals facts = facts(2, random);
        DMatrixRMaj keys = facts.keys();
        for (int i = 0; i < INPUTS; i++) {
            keys.set(i, 1, 1e-6 * keys.get(i, 1));
        }

        assertClose(times(delta(preserved, facts, EQUALITY), keys), facts.residuals(), Tolerances.VALUE_RELATIVE);
    }

    @Test
    void a_batch_has_as_many_factors_as_facts_and_its_delta_that_rank() {
        Random random = new Random(2);
        ClosedFormSolver solver = new ClosedFormSolver(PreservedKeys.of(RandomMatrices.statistics(INPUTS, random)));

        for (int count : new int[] {1, 4}) {
            WeightDelta delta = solver.solve(facts(count, random), EQUALITY);
            assertThat(delta.forLayer(0)).isInstanceOf(LowRankUpdate.class);
            assertThat(delta.forLayer(0).maximalRank()).isEqualTo(count);
            SingularValueDecomposition_F64<DMatrixRMaj> svd =
                    DecompositionFactory_DDRM.svd(OUTPUTS, INPUTS, false, false, true);
            assertThat(svd.decompose(delta.matrix())).isTrue();
            assertThat(SingularOps_DDRM.rank(svd, 1e-10)).isEqualTo(count);
        }
    }

    @Test
    void as_many_facts_as_key_entries_give_a_delta_in_full() {
        Random random = new Random(3);
        ClosedFormSolver solver = new ClosedFormSolver(PreservedKeys.of(RandomMatrices.statistics(INPUTS, random)));

        assertThat(solver.solve(facts(INPUTS, random), new PreservationWeight(1))
                        .forLayer(0))
                .isInstanceOf(DenseUpdate.class);
        assertThat(solver.solve(facts(INPUTS, random), EQUALITY).forLayer(0)).isInstanceOf(LowRankUpdate.class);
    }

    @Test
    void two_facts_with_one_key_are_refused_by_name_unless_what_is_preserved_has_weight() {
        Random random = new Random(4);
        ClosedFormSolver solver = new ClosedFormSolver(PreservedKeys.of(RandomMatrices.statistics(INPUTS, random)));
        KeyedResiduals facts = facts(4, random);
        CommonOps_DDRM.insert(CommonOps_DDRM.extractColumn(facts.keys(), 1, null), facts.keys(), 0, 3);

        assertThatExceptionOfType(DependentKeysException.class)
                .isThrownBy(() -> solver.solve(facts, EQUALITY))
                .withMessageContaining("most alike are those of facts 1 and 3")
                .satisfies(refusal -> {
                    assertThat(refusal.facts()).isEqualTo(4);
                    assertThat(refusal.first()).isEqualTo(1);
                    assertThat(refusal.second()).isEqualTo(3);
                    assertThat(refusal.cosine()).isGreaterThan(1 - 1e-10);
                });
        assertThat(norm(solver.solve(facts, new PreservationWeight(1)).matrix()))
                .isPositive();
    }

    @Test
    void more_facts_than_key_entries_cannot_all_be_met() {
        Random random = new Random(5);
        ClosedFormSolver solver = new ClosedFormSolver(PreservedKeys.identity(INPUTS));

        assertThatExceptionOfType(DependentKeysException.class)
                .isThrownBy(() -> solver.solve(facts(INPUTS + 1, random), EQUALITY))
                .withMessageContaining("the keys of 21 facts are not independent");
    }

    @Test
    void a_key_of_zeros_is_refused() {
        KeyedResiduals facts = new KeyedResiduals(new DMatrixRMaj(INPUTS, 1), new DMatrixRMaj(OUTPUTS, 1));

        assertThatThrownBy(() -> new ClosedFormSolver(PreservedKeys.identity(INPUTS)).solve(facts, EQUALITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key k of fact 0 has k^T C^-1 k = 0.0");
    }

    @Test
    void keys_of_another_width_are_refused() {
        Random random = new Random(6);
        for (PreservedKeys preserved : new PreservedKeys[] {
            PreservedKeys.identity(INPUTS + 1), PreservedKeys.of(RandomMatrices.statistics(INPUTS + 1, random))
        }) {
            for (int count : new int[] {1, INPUTS + 1}) {
                assertThatThrownBy(() -> delta(preserved, facts(count, random), new PreservationWeight(1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(
                                "keys of shape [20, " + count + "], a key a column, for statistics of width 21");
            }
        }
    }

    @Test
    void a_weight_that_is_negative_or_no_number_is_refused() {
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new PreservationWeight(weight))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a weight of " + weight);
        }
    }
}
