package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.Change.Source;
import dev.engram.models.engine.Engine;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.weights.DecoderWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link SiteModel#whatIf}, on random requests to random tiny models: each engine's test extends it. */
public abstract class WhatIfContract {

    /** The engine under test. */
    protected abstract Engine engine(DecoderWeights weights);

    /** How far a log-probability may lie from that of a whole pass: two orders of the same sums. */
    protected abstract double rounding();

    static Stream<Arguments> seeds() {
        return TinyModels.seeds(48);
    }

    private SiteModel model(DecoderWeights weights) {
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), engine(weights));
    }

    private SiteModel model(long seed) {
        return model(TinyModels.any(seed));
    }

    // --- exactness

    @ParameterizedTest
    @MethodSource("seeds")
    void random_branches_say_what_whole_passes_say(long seed) {
        try (SiteModel model = model(seed)) {
            WhatIfRequest request = new RandomWhatIf(model.spec(), seed).request(WhatIfRequest.DEFAULT_MEMORY);

            assertSame(model.whatIf(request, WhatIfProgress.NONE), PlainWhatIf.run(model, request));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void branches_of_each_tiny_model_say_what_whole_passes_say(String name) throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                SiteModel model = model(files.weights())) {
            for (long seed = 1; seed <= 5; seed++) {
                WhatIfRequest request = new RandomWhatIf(model.spec(), seed).request(WhatIfRequest.DEFAULT_MEMORY);

                assertSame(model.whatIf(request, WhatIfProgress.NONE), PlainWhatIf.run(model, request));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_memory_budget_does_not_change_the_answers(long seed) {
        try (SiteModel model = model(seed)) {
            WhatIfRequest random = new RandomWhatIf(model.spec(), seed).request(WhatIfRequest.DEFAULT_MEMORY);
            List<Branch> branches = new ArrayList<>();
            for (int i = 0; i < 40; i++) { // more rows than the base runs have, which a part may always have as well
                branches.addAll(random.branches());
                branches.add(new Branch(
                        0,
                        List.of(Change.of(new Site(SiteKind.RESID_POST, 0), IndexRange.single(0), new Source.Zero()))));
            }
            WhatIfRequest whole = WhatIfRequest.of(random.bases(), branches);
            WhatIfRequest split = new WhatIfRequest(random.bases(), branches, 1);

            assertThat(model.explain(whole).parts()).isEqualTo(1);
            assertThat(model.explain(split).parts()).isGreaterThan(1);
            assertSame(model.whatIf(split, WhatIfProgress.NONE), model.whatIf(whole, WhatIfProgress.NONE));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_repeated_request_gives_the_same_bits(long seed) {
        try (SiteModel model = model(seed)) {
            WhatIfRequest request = new RandomWhatIf(model.spec(), seed).request(WhatIfRequest.DEFAULT_MEMORY);

            assertThat(model.whatIf(request, WhatIfProgress.NONE))
                    .isEqualTo(model.whatIf(request, WhatIfProgress.NONE));
        }
    }

    // --- what is not computed

    @Test
    void a_branch_that_puts_back_what_is_there_costs_nothing() {
        try (SiteModel model = model(TinyModels.llama(2))) {
            BaseRun base = run(1, 2, 3, 4);
            Change same = Change.of(new Site(SiteKind.MLP_OUT, 0), IndexRange.single(1), new Source.FromRun(0));
            WhatIfRequest alone = WhatIfRequest.of(List.of(base), List.of());
            WhatIfRequest branched = WhatIfRequest.of(List.of(base), List.of(new Branch(0, List.of(same))));

            assertThat(model.explain(branched).planned())
                    .isEqualTo(model.explain(alone).planned());
            WhatIfResult result = model.whatIf(branched, WhatIfProgress.NONE);
            assertThat(result.branches()).isEqualTo(result.bases());
        }
    }

    @Test
    void equal_branches_are_computed_once() {
        try (SiteModel model = model(TinyModels.gpt2(3))) {
            Branch branch = new Branch(
                    0, List.of(Change.of(new Site(SiteKind.ATTN_OUT, 0), IndexRange.single(1), new Source.FromRun(1))));
            List<BaseRun> bases = List.of(run(1, 2, 3, 4), run(1, 9, 3, 4));

            assertThat(model.explain(WhatIfRequest.of(bases, List.of(branch, branch, branch)))
                            .planned())
                    .isEqualTo(model.explain(WhatIfRequest.of(bases, List.of(branch)))
                            .planned());
        }
    }

    @Test
    void a_run_shares_the_tokens_before_its_first_difference() {
        try (SiteModel model = model(TinyModels.gpt2(3))) {
            int layers = model.spec().layers();

            WhatIfPlan plan =
                    model.explain(WhatIfRequest.of(List.of(run(1, 2, 3, 4, 5), run(1, 2, 3, 9, 5)), List.of()));

            // the last token is the same input in the first block
            assertThat(plan.planned().projected()).isEqualTo(6 + 7L * (layers - 1));
            assertThat(plan.planned().mlp())
                    .isEqualTo((5L + 2L) * (layers - 1) + 2); // the last block for the answers alone
            assertThat(plan.planned().unembedded()).isEqualTo(2);
            assertThat(plan.plain().mlp()).isEqualTo(10L * layers);
        }
    }

    @Test
    void only_what_a_restored_state_reaches_is_computed() {
        try (SiteModel model = model(TinyModels.gpt2(3))) {
            int layers = model.spec().layers();
            List<BaseRun> bases = List.of(run(1, 2, 3, 4, 5), run(9, 2, 3, 4, 5));
            long both =
                    model.explain(WhatIfRequest.of(bases, List.of())).planned().mlp();

            Branch restored = new Branch(
                    1,
                    List.of(Change.of(
                            new Site(SiteKind.RESID_POST, layers - 2), IndexRange.single(2), new Source.FromRun(0))));
            WhatIfPlan plan = model.explain(WhatIfRequest.of(bases, List.of(restored)));

            assertThat(plan.planned().mlp()).isEqualTo(both + 1); // the answer's row in the last block
            assertThat(plan.planned().projected())
                    .isEqualTo(model.explain(WhatIfRequest.of(bases, List.of()))
                            .planned()
                            .projected()); // the restored row is the clean run's
        }
    }

    // --- the request

    @Test
    void progress_grows_to_the_whole() {
        try (SiteModel model = model(5)) {
            List<Double> shares = new ArrayList<>();

            model.whatIf(new RandomWhatIf(model.spec(), 5).request(1), shares::add);

            assertThat(shares).isSorted();
            assertThat(shares.get(shares.size() - 1)).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void what_cannot_be_changed_is_refused_by_name() {
        try (SiteModel model = model(TinyModels.gpt2(3))) {
            Change pattern = Change.of(new Site(SiteKind.ATTN_PATTERN, 0), IndexRange.single(0), new Source.Zero());

            assertThatThrownBy(() -> model.whatIf(
                            WhatIfRequest.of(List.of(run(1, 2)), List.of(new Branch(0, List.of(pattern)))),
                            WhatIfProgress.NONE))
                    .hasMessageContaining("blocks.0.attn.pattern cannot be changed in a what-if run")
                    .hasMessageContaining("attn.z");
        }
    }

    @Test
    void a_value_from_a_run_that_is_not_there_is_refused() {
        try (SiteModel model = model(TinyModels.gpt2(3))) {
            Change late = Change.of(new Site(SiteKind.MLP_OUT, 0), IndexRange.single(0), new Source.FromRun(1));
            BaseRun first = new BaseRun(List.of(1, 2), List.of(late), List.of());

            assertThatThrownBy(() ->
                            model.whatIf(WhatIfRequest.of(List.of(first, run(1, 2)), List.of()), WhatIfProgress.NONE))
                    .hasMessageContaining("takes its value from base run 1; it can from the 0 before it");
            assertThatThrownBy(() -> model.whatIf(
                            WhatIfRequest.of(List.of(run(1, 2)), List.of(new Branch(0, List.of(late)))),
                            WhatIfProgress.NONE))
                    .hasMessageContaining("takes its value from base run 1");
            assertThatThrownBy(() -> model.whatIf(
                            WhatIfRequest.of(List.of(run(1, 2)), List.of(new Branch(3, List.of()))),
                            WhatIfProgress.NONE))
                    .hasMessageContaining("a branch of base run 3; there are 1");
        }
    }

    private static BaseRun run(int... tokens) {
        return new BaseRun(
                IntStream.of(tokens).boxed().toList(), List.of(), List.of(new BaseRun.Readout(tokens.length - 1, 7)));
    }

    private void assertSame(WhatIfResult actual, WhatIfResult expected) {
        assertThat(actual.branches()).hasSameSizeAs(expected.branches());
        List<Double> actualValues = PlainWhatIf.flat(actual);
        List<Double> expectedValues = PlainWhatIf.flat(expected);
        assertThat(actualValues).hasSameSizeAs(expectedValues);
        for (int i = 0; i < actualValues.size(); i++) {
            assertThat(actualValues.get(i))
                    .as("answer %d", i)
                    .isCloseTo(expectedValues.get(i), within(rounding() * (1 + Math.abs(expectedValues.get(i)))));
        }
    }
}
