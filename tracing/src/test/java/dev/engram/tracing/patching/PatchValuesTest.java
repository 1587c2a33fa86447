package dev.engram.tracing.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.LetterTokenizer;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of a patching, written by hand. */
class PatchValuesTest {

    @ParameterizedTest
    @CsvSource({"DENOISE, -2, 0", "DENOISE, 3, 1", "DENOISE, -1, 0.2", "DENOISE, -3, -0.2", "DENOISE, 4, 1.2"})
    void denoising_counts_from_the_corrupted_run(PatchDirection direction, double patched, double share) {
        assertThat(new LogitDifferences(3, -2).share(direction, patched)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"NOISE, 3, 0", "NOISE, -2, 1", "NOISE, 2, 0.2", "NOISE, 4, -0.2", "NOISE, -3, 1.2"})
    void noising_counts_from_the_clean_run(PatchDirection direction, double patched, double share) {
        assertThat(new LogitDifferences(3, -2).share(direction, patched)).isEqualTo(share);
    }

    @Test
    void a_clean_run_that_favours_the_foil_more_is_measured_alike() {
        LogitDifferences differences = new LogitDifferences(-2, 3);

        assertThat(differences.gap()).isEqualTo(-5);
        assertThat(differences.share(PatchDirection.DENOISE, 2)).isEqualTo(0.2);
        assertThat(differences.share(PatchDirection.DENOISE, 3)).isEqualTo(0.0);
    }

    @Test
    void a_small_gap_is_refused_with_its_numbers_and_never_divided_by() {
        assertThatThrownBy(() -> new LogitDifferences(1.25, 1.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the logit difference of answer and foil is 1.2500 in the clean run and 1.2000 in the "
                        + "corrupted one; they lie 0.0500 apart and need 0.1 for patches to be measured by them: choose "
                        + "prompts, or an answer and a foil, on which the runs disagree");
        assertThat(new LogitDifferences(1.5, 1.25).gap()).isEqualTo(0.25);
    }

    @Test
    void numbers_that_are_none_are_the_models_fault() {
        assertThatThrownBy(() -> new LogitDifferences(Double.NaN, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("NaN (clean) and 1.0 (corrupted)");
        assertThatThrownBy(() -> PatchGrid.of(2, 2, new double[] {0, 1, Double.NaN, 0}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("row 1, column 0");
    }

    @Test
    void a_grid_is_row_by_row() {
        PatchGrid grid = PatchGrid.of(2, 3, new double[] {0, 1, 2, 3, 4, 5});

        assertThat(grid.at(1, 0)).isEqualTo(3);
        assertThat(grid.row(1)).isEqualTo(List.of(3.0, 4.0, 5.0));
        assertThat(grid).isEqualTo(PatchGrid.of(2, 3, new double[] {0, 1, 2, 3, 4, 5}));
        assertThatThrownBy(() -> PatchGrid.of(2, 3, new double[5]))
                .hasMessage("2 rows x 3 columns do not hold 5 values");
    }

    @Test
    void prompts_of_unequal_length_are_refused_with_what_is_not_the_same() {
        assertThatThrownBy(() -> new TokenPair(tokens("abcde"), tokens("abxyde")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the clean prompt has 5 tokens, |a|b|c|d|e|, and the corrupted one 6, |a|b|x|y|d|e|; "
                        + "patching needs equally many, and from position 2 on |c| (1) stands against |x|y| (2)");
        assertThatThrownBy(() -> new TokenPair(tokens("aaa"), tokens("aa")))
                .hasMessageContaining("from position 2 on |a| (1) stands against nothing");
    }

    @Test
    void prompts_that_are_the_same_are_refused() {
        assertThatThrownBy(() -> new TokenPair(tokens("abc"), tokens("abc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both prompts have the tokens |a|b|c|");
        assertThatThrownBy(() -> new PromptPair("abc", "")).hasMessageContaining("the corrupted prompt is empty");
    }

    @Test
    void a_pair_knows_where_it_differs() {
        TokenPair pair = new TokenPair(tokens("abcd"), tokens("abxd"));

        assertThat(pair.firstDifference()).isEqualTo(2);
        assertThat(pair.differsAt(3)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "resid.pre, RESID_PRE",
        "hook_resid_pre, RESID_PRE",
        "hook_resid_mid, RESID_MID",
        "hook_resid_post, RESID_POST",
        "hook_attn_out, ATTN_OUT",
        "hook_mlp_out, MLP_OUT",
        "attn.hook_z, ATTN_Z",
        "attn.z, ATTN_Z"
    })
    void sites_have_two_names(String name, PatchSite site) {
        assertThat(PatchSite.parse(name)).isEqualTo(site);
    }

    @Test
    void what_cannot_be_patched_is_refused_with_what_can() {
        assertThatThrownBy(() -> PatchSite.parse("attn.q"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'attn.q' is nothing that is patched here; what can be is resid.pre, resid.mid, resid.post, "
                                + "attn.out, mlp.out, attn.z");
    }

    private static TokenSequence tokens(String text) {
        return new LetterTokenizer(50).encode(text, Tokenizer.Bos.NEVER);
    }
}
