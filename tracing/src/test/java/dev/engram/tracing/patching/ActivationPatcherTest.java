package dev.engram.tracing.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.score.NextTokens;
import dev.engram.models.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is patched by default, what is refused, and how much work it is. */
class ActivationPatcherTest {

    @Test
    void answer_and_foil_are_the_runs_own_first_choices() {
        try (TinyPatching tiny = TinyPatching.of(TinyModels.gpt2(1), prompts("abcdefg", "hijklmn"))) {
            PatchResult result =
                    new ActivationPatcher(tiny.model()).patch(PatchRequest.of(tiny.prompts()), WhatIfProgress.NONE);

            assertThat(result.answer().id()).isEqualTo(firstChoice(tiny.model(), "abcdefg"));
            assertThat(result.foil().id()).isEqualTo(firstChoice(tiny.model(), "hijklmn"));
            assertThat(result.differences().clean()).isPositive();
            assertThat(result.differences().corrupted()).isNegative();
            assertThat(result.site()).isEqualTo(PatchSite.RESID_PRE);
            assertThat(result.direction()).isEqualTo(PatchDirection.DENOISE);
        }
    }

    @Test
    void heads_are_a_grid_of_layers_by_heads() {
        try (TinyPatching tiny = TinyPatching.of(TinyModels.llama(2), TinyPatching.ONE_DIFFERENCE)) {
            PatchGrid grid =
                    tiny.patch(PatchSite.ATTN_Z, PatchDirection.DENOISE).grid();

            assertThat(grid.rows()).isEqualTo(tiny.model().spec().layers());
            assertThat(grid.columns()).isEqualTo(tiny.model().spec().attention().heads());
        }
    }

    @Test
    void answer_and_foil_of_one_token_are_refused() {
        try (TinyPatching tiny = TinyPatching.of(TinyModels.gpt2(1), TinyPatching.ONE_DIFFERENCE)) {
            assertThatThrownBy(() -> patch(tiny, OptionalInt.of(7), OptionalInt.of(7)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'<7>' (token 7) is both the answer and the foil")
                    .hasMessageContaining("--answer, --foil");
        }
    }

    @Test
    void runs_that_hardly_differ_in_answer_and_foil_are_refused_before_the_work() {
        try (TinyPatching tiny = TinyPatching.of(TinyModels.gpt2(1), TinyPatching.ONE_DIFFERENCE)) {
            int alike = tokenThatDiffersLikeTheAnswer(tiny);
            List<Double> shares = new ArrayList<>();
            PatchRequest request = request(tiny, OptionalInt.of(tiny.answer()), OptionalInt.of(alike));

            assertThatThrownBy(() -> new ActivationPatcher(tiny.model()).patch(request, shares::add))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(
                            "the logit difference of answer and foil is -?\\d+\\.\\d{4} in the clean run and "
                                    + "-?\\d+\\.\\d{4} in the corrupted one; they lie 0\\.0\\d{3} apart and need 0\\.1 .*");
            assertThat(shares).isEmpty();
        }
    }

    @Test
    void a_site_that_the_model_does_not_have_is_refused() {
        try (TinyPatching tiny = TinyPatching.of(TinyModels.attentionOnly(1), TinyPatching.ONE_DIFFERENCE)) {
            assertThatThrownBy(() -> tiny.patch(PatchSite.MLP_OUT, PatchDirection.DENOISE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mlp.out does not exist: the blocks of attention_only have no MLP");
        }
    }

    @Test
    void prompts_over_the_context_are_refused() {
        try (TinyPatching tiny = TinyPatching.of(TinyModels.gpt2(1), TinyPatching.ONE_DIFFERENCE)) {
            String rest = "a".repeat(TinyModels.CONTEXT);
            PatchRequest request = PatchRequest.of(prompts("b" + rest, "c" + rest));

            assertThatThrownBy(() -> new ActivationPatcher(tiny.model()).explain(request))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("25 tokens is longer than the model's context of 24");
        }
    }

    @Test
    void the_plan_counts_whole_passes_for_the_plain_way() {
        try (TinyPatching tiny = TinyPatching.of(TinyModels.gpt2(1), TinyPatching.ONE_DIFFERENCE)) {
            int layers = tiny.model().spec().layers();

            WhatIfPlan plan = new ActivationPatcher(tiny.model())
                    .explain(request(tiny, OptionalInt.of(tiny.answer()), OptionalInt.of(tiny.foil())));

            assertThat(plan.plain().projected()).isEqualTo((2L + 7L * layers) * 7 * layers);
            assertThat(plan.saving()).isGreaterThan(2);
        }
    }

    private static int tokenThatDiffersLikeTheAnswer(TinyPatching tiny) {
        List<Integer> byGap = new ArrayList<>();
        for (int id = 0; id < TinyModels.VOCABULARY; id++) {
            byGap.add(id);
        }
        byGap.remove(Integer.valueOf(tiny.answer()));
        double answer = gap(tiny, tiny.answer());
        byGap.sort(
                (one, other) -> Double.compare(Math.abs(gap(tiny, one) - answer), Math.abs(gap(tiny, other) - answer)));
        return byGap.get(0);
    }

    private static double gap(TinyPatching tiny, int id) {
        return logit(tiny, tiny.prompts().clean(), id)
                - logit(tiny, tiny.prompts().corrupted(), id);
    }

    private static double logit(TinyPatching tiny, String prompt, int id) {
        List<Integer> tokens = tiny.model().tokenizer().encode(prompt).ids();
        return tiny.model().nextTokenLogits(List.of(tokens)).get(0).get(id);
    }

    private static int firstChoice(SiteModel model, String prompt) {
        return NextTokens.top(model, model.tokenizer().encode(prompt).ids(), 1)
                .get(0)
                .id();
    }

    private static PatchResult patch(TinyPatching tiny, OptionalInt answer, OptionalInt foil) {
        return new ActivationPatcher(tiny.model()).patch(request(tiny, answer, foil), WhatIfProgress.NONE);
    }

    private static PatchRequest request(TinyPatching tiny, OptionalInt answer, OptionalInt foil) {
        return new PatchRequest(
                tiny.prompts(), Tokenizer.Bos.NEVER, answer, foil, PatchSite.RESID_PRE, PatchDirection.DENOISE);
    }

    private static PromptPair prompts(String clean, String corrupted) {
        return new PromptPair(clean, corrupted);
    }
}
