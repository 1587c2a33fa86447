package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.reports.SamplePatches;
import dev.engram.tracing.patching.PatchDirection;
import org.junit.jupiter.api.Test;

class PatchHeatmapTest {

    @Test
    void rows_are_tokens_and_those_that_differ_show_both() {
        Heatmap heatmap = PatchHeatmap.of(SamplePatches.byPosition(PatchDirection.DENOISE));

        assertThat(heatmap.rows()).extracting(row -> row.label().plain()).containsExactly("Ann", "·Lee/·Ray", "·sings");
        assertThat(heatmap.rows()).extracting(HeatmapRow::marked).containsExactly(false, true, false);
        assertThat(heatmap.rows().get(1).values()).containsExactly(1.0, 1.2, 0.1);
        assertThat(heatmap.columns().unit()).isEqualTo("layer");
    }

    @Test
    void rows_of_heads_are_layers() {
        Heatmap heatmap = PatchHeatmap.of(SamplePatches.byHead());

        assertThat(heatmap.rows())
                .extracting(row -> row.label().plain())
                .containsExactly("layer 0", "layer 1", "layer 2");
        assertThat(heatmap.columns().unit()).isEqualTo("head");
        assertThat(heatmap.columns().count()).isEqualTo(2);
    }

    @Test
    void titles_say_what_is_put_where() {
        assertThat(PatchHeatmap.of(SamplePatches.byPosition(PatchDirection.DENOISE))
                        .title())
                .isEqualTo("Patching clean resid.pre into the corrupted run");
        assertThat(PatchHeatmap.of(SamplePatches.byPosition(PatchDirection.NOISE))
                        .title())
                .isEqualTo("Patching corrupted resid.pre into the clean run");
        assertThat(PatchHeatmap.of(SamplePatches.byHead()).title())
                .isEqualTo("Patching corrupted attn.z of one head into the clean run");
    }

    @Test
    void the_scale_says_where_it_leaves_0_to_1() {
        ColorScale scale = PatchHeatmap.of(SamplePatches.byPosition(PatchDirection.DENOISE))
                .scale();

        assertThat(scale.title()).isEqualTo("logit difference recovered");
        assertThat(scale.floor()).isEqualTo(new ScaleMark("lowest", -0.25));
        assertThat(scale.ceiling()).isEqualTo(new ScaleMark("highest", 1.2));
        assertThat(scale.marks()).containsExactly(new ScaleMark("no effect", 0), new ScaleMark("as clean", 1));
    }

    @Test
    void a_rounding_error_under_zero_is_no_floor() {
        ColorScale scale = PatchHeatmap.of(SamplePatches.byHead()).scale();

        assertThat(scale.title()).isEqualTo("logit difference lost");
        assertThat(scale.floor()).isEqualTo(new ScaleMark("no effect", 0));
        assertThat(scale.marks()).containsExactly(new ScaleMark("as corrupted", 1));
    }

    @Test
    void a_grid_in_which_nothing_happens_is_not_stretched_over_all_colours() {
        ColorScale nothing = PatchHeatmap.of(SamplePatches.uniform(1e-7)).scale();
        ColorScale negative = PatchHeatmap.of(SamplePatches.uniform(-0.5)).scale();

        assertThat(nothing.high()).isCloseTo(0.01, within(1e-12));
        assertThat(nothing.place(1e-7)).isLessThan(1e-4);
        assertThat(negative.place(-0.5)).isZero();
    }
}
