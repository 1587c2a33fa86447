package dev.engram.editing.solve;

import static dev.engram.editing.solve.RandomMatrices.assertClose;
import static dev.engram.editing.solve.RandomMatrices.normal;
import static dev.engram.editing.solve.RandomMatrices.statistics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreservedKeysTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(5);
    }

    private static KeyStatistics diagonal(double... moments) {
        return KeyStatistics.unstamped(2, moments.length, 1, CommonOps_DDRM.diag(moments).data);
    }

    /** Widths on both sides of EJML's block of 60. */
    @ParameterizedTest
    @MethodSource("seeds")
    void solving_undoes_the_moment(long seed) {
        Random random = new Random(seed);
        for (int width : new int[] {1, 17, 60, 61, 130}) {
            KeyStatistics statistics = statistics(width, random);
            DMatrixRMaj keys = normal(width, 3, random);

            PreservedKeys preserved = PreservedKeys.withoutRidge(statistics);

            DMatrixRMaj back = CommonOps_DDRM.mult(statistics.moment(), preserved.solve(keys), null);
            assertClose(back, keys, Tolerances.VALUE_RELATIVE);
            assertThat(preserved.ridge()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_condition_is_told_within_a_factor_of_three(long seed) {
        Random random = new Random(seed);
        DMatrixRMaj keys = normal(90, 900, random);
        for (int i = 0; i < 90; i++) {
            for (int j = 0; j < 900; j++) {
                keys.set(i, j, keys.get(i, j) * Math.pow(10, -i / 45.0));
            }
        }
        KeyStatistics statistics = statistics(keys);
        DMatrixRMaj inverse = statistics.moment();
        double norm = NormOps_DDRM.inducedP1(inverse);
        assertThat(CommonOps_DDRM.invert(inverse)).isTrue();
        double exact = 1 / norm / NormOps_DDRM.inducedP1(inverse);

        double estimate = PreservedKeys.of(statistics).reciprocalCondition();

        assertThat(estimate).isBetween(0.999 * exact, 3 * exact);
    }

    @Test
    void the_condition_of_a_diagonal_is_exact() {
        assertThat(PreservedKeys.of(diagonal(4, 2, 0.5)).reciprocalCondition()).isEqualTo(0.125, within(1e-15));
    }

    @Test
    void the_identity_gives_keys_back() {
        DMatrixRMaj keys = normal(6, 2, new Random(1));
        PreservedKeys identity = PreservedKeys.identity(6);

        assertThat(identity.solve(keys).data).isEqualTo(keys.data);
        assertThat(identity.reciprocalCondition()).isEqualTo(1);
        assertThat(identity.scaled(3).data).isEqualTo(CommonOps_DDRM.diag(3, 3, 3, 3, 3, 3).data);
    }

    @Test
    void the_identity_and_statistics_of_the_identity_agree() {
        DMatrixRMaj keys = normal(3, 2, new Random(2));

        assertClose(
                PreservedKeys.of(diagonal(1, 1, 1)).solve(keys),
                PreservedKeys.identity(3).solve(keys),
                Tolerances.DOUBLE_ROUNDING_RELATIVE);
    }

    @Test
    void a_moment_that_cannot_be_inverted_gets_the_smallest_ridge() {
        PreservedKeys preserved = PreservedKeys.of(diagonal(4, 2, 0));

        // 10^-8 of the mean diagonal entry, 2.
        assertThat(preserved.ridge()).isEqualTo(2e-8, within(1e-20));
        assertThat(preserved.reciprocalCondition()).isEqualTo(2e-8 / (4 + 2e-8), within(1e-15));
        assertThat(preserved.scaled(2).get(2, 2)).isEqualTo(4e-8, within(1e-20));
        assertThat(preserved.scaled(2).get(0, 0)).isEqualTo(8 + 4e-8, within(1e-12));
    }

    @Test
    void sums_with_errors_of_float_get_a_ridge_over_their_errors() {
        // Eigenvalues 1 +- (1 + 1e-6): a second moment but for its rounding.
        KeyStatistics statistics = KeyStatistics.unstamped(0, 2, 1, new double[] {1, 1 + 1e-6, 1 + 1e-6, 1});

        assertThat(PreservedKeys.of(statistics).ridge()).isEqualTo(1e-5, within(1e-18));
    }

    @Test
    void fewer_tokens_than_key_entries_get_a_ridge_and_their_keys_still_count() {
        Random random = new Random(3);
        DMatrixRMaj keys = normal(12, 5, random);
        PreservedKeys preserved = PreservedKeys.of(statistics(keys));
        assertThat(preserved.ridge()).isPositive();

        KeyedResiduals fact = new KeyedResiduals(normal(12, 1, random), normal(4, 1, random));
        DMatrixRMaj delta = new ClosedFormSolver(preserved)
                .solve(fact, PreservationWeight.equality())
                .matrix();

        double onSeen = NormOps_DDRM.normF(CommonOps_DDRM.mult(delta, keys, null));
        assertThat(onSeen / NormOps_DDRM.normF(fact.residuals())).isLessThan(1e-6);
    }

    @Test
    void without_a_ridge_such_a_moment_is_refused_with_its_numbers() {
        assertThatExceptionOfType(SingularStatisticsException.class)
                .isThrownBy(() -> PreservedKeys.withoutRidge(diagonal(4, 2, 0)))
                .withMessageContaining("the second moment of 1 keys of width 3 in layer 2 cannot be inverted")
                .withMessageContaining("no ridge may be added")
                .satisfies(refusal -> {
                    assertThat(refusal.layer()).isEqualTo(2);
                    assertThat(refusal.width()).isEqualTo(3);
                    assertThat(refusal.count()).isEqualTo(1);
                    assertThat(refusal.ridge()).isZero();
                    assertThat(refusal.reciprocalCondition()).isZero();
                });
    }

    @Test
    void a_condition_under_rounding_is_refused_though_the_factor_exists() {
        assertThatExceptionOfType(SingularStatisticsException.class)
                .isThrownBy(() -> PreservedKeys.withoutRidge(diagonal(1, 1e-16)))
                .satisfies(refusal -> assertThat(refusal.reciprocalCondition()).isEqualTo(1e-16, within(1e-20)));
        assertThat(PreservedKeys.withoutRidge(diagonal(1, 1e-14)).ridge()).isZero();
    }

    @Test
    void a_moment_that_no_ridge_of_the_ladder_mends_is_refused() {
        // All of one entry's size: eigenvalue -1e-2 against a ridge of 10^-2 of the mean diagonal entry.
        double[] sums = {1, 1.0009, -1.0009, 1.0009, 1, 1.0009, -1.0009, 1.0009, 1};

        assertThatExceptionOfType(SingularStatisticsException.class)
                .isThrownBy(() -> PreservedKeys.of(KeyStatistics.unstamped(0, 3, 1, sums)))
                .withMessageContaining("no ridge up to 0.01 mends it")
                .satisfies(refusal -> assertThat(refusal.ridge()).isEqualTo(0.01, within(1e-17)));
    }
}
