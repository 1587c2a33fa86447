package dev.engram.tracing.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.BaseRun;
import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.PlainWhatIf;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.WhatIfResult;
import dev.engram.models.tensor.IndexRange;
import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every grid must keep to, on random models of all families. */
class ActivationPatcherLawsTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_only_different_token_patched_where_it_enters_is_the_whole_other_run(long seed) {
        try (TinyPatching tiny = TinyPatching.any(seed, TinyPatching.ONE_DIFFERENCE)) {
            for (PatchDirection direction : PatchDirection.values()) {
                PatchResult result = tiny.patch(PatchSite.RESID_PRE, direction);

                int different = result.tokens().firstDifference();
                assertThat(result.grid().at(different, 0)).isEqualTo(1.0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void all_inputs_patched_together_or_one_after_another_are_the_whole_other_run(long seed) {
        try (TinyPatching tiny = TinyPatching.any(seed, TinyPatching.TWO_DIFFERENCES)) {
            List<BaseRun> bases = bases(tiny);
            int length = bases.get(0).tokens().size();
            Branch together = new Branch(1, List.of(input(new IndexRange(0, length))));
            Branch oneByOne = new Branch(
                    1,
                    IntStream.range(0, length)
                            .mapToObj(position -> input(IndexRange.single(position)))
                            .toList());

            WhatIfResult result =
                    tiny.model().whatIf(WhatIfRequest.of(bases, List.of(together, oneByOne)), WhatIfProgress.NONE);

            LogitDifferences differences = new LogitDifferences(
                    difference(result.bases().get(0)), difference(result.bases().get(1)));
            assertThat(result.branches())
                    .extracting(branch -> differences.share(PatchDirection.DENOISE, difference(branch)))
                    .containsExactly(1.0, 1.0);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void before_the_first_difference_there_is_nothing_to_patch(long seed) {
        try (TinyPatching tiny = TinyPatching.any(seed, TinyPatching.TWO_DIFFERENCES)) {
            for (PatchDirection direction : PatchDirection.values()) {
                for (PatchSite site : tiny.sites()) {
                    if (!site.isByHead()) {
                        PatchGrid grid = tiny.patch(site, direction).grid();

                        assertThat(grid.row(0)).as("%s", site).containsOnly(0.0);
                        assertThat(grid.row(1)).as("%s", site).containsOnly(0.0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_last_state_at_the_last_position_alone_decides_the_answer(long seed) {
        try (TinyPatching tiny = TinyPatching.any(seed, TinyPatching.TWO_DIFFERENCES)) {
            for (PatchDirection direction : PatchDirection.values()) {
                PatchGrid grid = tiny.patch(PatchSite.RESID_POST, direction).grid();

                int last = grid.rows() - 1;
                assertThat(grid.at(last, tiny.lastLayer())).isEqualTo(1.0);
                assertThat(IntStream.range(0, last).mapToObj(position -> grid.at(position, tiny.lastLayer())))
                        .containsOnly(0.0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noising_is_denoising_with_the_prompts_swapped(long seed) {
        try (TinyPatching tiny = TinyPatching.any(seed, TinyPatching.TWO_DIFFERENCES)) {
            for (PatchSite site : tiny.sites()) {
                assertSame(
                        tiny.patch(site, PatchDirection.NOISE).grid(),
                        tiny.swapped(site, PatchDirection.DENOISE).grid());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_cell_is_that_of_a_whole_pass(long seed) {
        try (TinyPatching tiny = TinyPatching.any(seed, TinyPatching.TWO_DIFFERENCES)) {
            for (PatchSite site : tiny.sites()) {
                assertSame(tiny.patch(site, PatchDirection.DENOISE).grid(), plain(tiny, site, 1, 0));
                assertSame(tiny.patch(site, PatchDirection.NOISE).grid(), plain(tiny, site, 0, 1));
            }
        }
    }

    /** The grid of a site, one whole pass a cell, in the order and by the formula of the literature. */
    private static PatchGrid plain(TinyPatching tiny, PatchSite site, int into, int from) {
        List<BaseRun> bases = bases(tiny);
        int length = bases.get(0).tokens().size();
        int layers = tiny.model().spec().layers();
        int heads = tiny.model().spec().attention().heads();
        List<Branch> branches = new ArrayList<>();
        for (int row = 0; row < (site.isByHead() ? layers : length); row++) {
            for (int column = 0; column < (site.isByHead() ? heads : layers); column++) {
                Change.Source source = new Change.Source.FromRun(from);
                Change change = site.isByHead()
                        ? new Change(
                                new Site(SiteKind.ATTN_Z, row),
                                new IndexRange(0, length),
                                OptionalInt.of(column),
                                source)
                        : Change.of(new Site(site.kind(), column), IndexRange.single(row), source);
                branches.add(new Branch(into, List.of(change)));
            }
        }
        WhatIfResult result = PlainWhatIf.run(tiny.model(), WhatIfRequest.of(bases, branches));
        double clean = difference(result.bases().get(0));
        double corrupted = difference(result.bases().get(1));
        double[] shares = result.branches().stream()
                .mapToDouble(branch -> into == 1
                        ? (difference(branch) - corrupted) / (clean - corrupted)
                        : (clean - difference(branch)) / (clean - corrupted))
                .toArray();
        int columns = site.isByHead() ? heads : layers;
        return PatchGrid.of(shares.length / columns, columns, shares);
    }

    private static List<BaseRun> bases(TinyPatching tiny) {
        return Stream.of(tiny.prompts().clean(), tiny.prompts().corrupted())
                .map(prompt -> tiny.model().tokenizer().encode(prompt).ids())
                .map(ids -> new BaseRun(
                        ids,
                        List.of(),
                        List.of(
                                new BaseRun.Readout(ids.size() - 1, tiny.answer()),
                                new BaseRun.Readout(ids.size() - 1, tiny.foil()))))
                .toList();
    }

    private static Change input(IndexRange positions) {
        return Change.of(new Site(SiteKind.RESID_PRE, 0), positions, new Change.Source.FromRun(0));
    }

    private static double difference(List<Double> answerAndFoil) {
        return answerAndFoil.get(0) - answerAndFoil.get(1);
    }

    private static void assertSame(PatchGrid actual, PatchGrid expected) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.columns()).isEqualTo(expected.columns());
        for (int row = 0; row < actual.rows(); row++) {
            for (int column = 0; column < actual.columns(); column++) {
                assertThat(actual.at(row, column))
                        .as("row %d, column %d", row, column)
                        .isCloseTo(expected.at(row, column), within(Tolerances.DOUBLE_ROUNDING_RELATIVE));
            }
        }
    }
}
