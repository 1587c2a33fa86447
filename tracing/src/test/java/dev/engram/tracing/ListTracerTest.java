package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.ListedPrompt;
import dev.engram.datasets.Prompt;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.FactTrace.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListTracerTest {

    private final SiteModel model =
            new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(TinyModels.gpt2(5)));
    private final TraceSettings settings =
            TraceSettings.of(Corruption.Noise.gaussian(0.5)).restoring(Set.of(RestoredState.HIDDEN));

    @AfterEach
    void close() {
        model.close();
    }

    private ListTracer tracer(boolean keepsWrong) {
        return new ListTracer(model, settings, Tokenizer.Bos.NEVER, AnswerTokens.ALL, keepsWrong);
    }

    private static ListedPrompt listed(Optional<String> attribute) {
        return new ListedPrompt("a", Prompt.of("abcd", "bc"), attribute, Optional.empty());
    }

    @Test
    void a_prompt_that_nothing_is_expected_of_is_traced_for_the_first_choice() {
        FactTrace fact = tracer(false).trace(listed(Optional.empty()), WhatIfProgress.NONE);

        assertThat(fact.outcome()).isEqualTo(Outcome.TRACED);
        assertThat(fact.trace().orElseThrow().answer().text()).isEqualTo(fact.said());
    }

    @Test
    void the_expected_first_choice_is_right_and_another_is_wrong_and_not_traced() {
        String said = tracer(false)
                .trace(listed(Optional.empty()), WhatIfProgress.NONE)
                .said();

        FactTrace right = tracer(false).trace(listed(Optional.of(said)), WhatIfProgress.NONE);
        FactTrace wrong = tracer(false).trace(listed(Optional.of("never")), WhatIfProgress.NONE);

        assertThat(right.outcome()).isEqualTo(Outcome.TRACED);
        assertThat(wrong.outcome()).isEqualTo(Outcome.WRONG);
        assertThat(wrong.trace()).isEmpty();
        assertThat(wrong.problem()).contains("expected 'never'");
    }

    @Test
    void wrong_ones_that_are_kept_are_traced_for_the_models_own_choice() {
        FactTrace kept = tracer(true).trace(listed(Optional.of("never")), WhatIfProgress.NONE);

        assertThat(kept.outcome()).isEqualTo(Outcome.WRONG);
        assertThat(kept.trace().orElseThrow().answer().ids()).hasSize(1);
    }

    @Test
    void a_prompt_that_cannot_be_traced_says_why_and_the_next_one_is_traced() {
        ListedPrompt tooLong = new ListedPrompt(
                "b", Prompt.of("a".repeat(TinyModels.CONTEXT + 1), "a"), Optional.empty(), Optional.empty());

        FactTrace failed = tracer(false).trace(tooLong, WhatIfProgress.NONE);

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.problem().orElseThrow()).contains("context of " + TinyModels.CONTEXT);
        assertThat(tracer(false)
                        .trace(listed(Optional.empty()), WhatIfProgress.NONE)
                        .outcome())
                .isEqualTo(Outcome.TRACED);
    }

    @Test
    void a_state_that_the_model_lacks_is_refused_before_the_first_prompt() {
        SiteModel without = new TransformerModel(
                new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(TinyModels.attentionOnly(1)));

        assertThatThrownBy(() -> new ListTracer(
                        without,
                        settings.restoring(Set.of(RestoredState.MLP)),
                        Tokenizer.Bos.NEVER,
                        AnswerTokens.ALL,
                        false))
                .hasMessageContaining("'mlp' cannot be restored");
    }

    @Test
    void a_prompt_traced_among_others_is_the_prompt_traced_alone() {
        ListTracer tracer = tracer(false);
        List<ListedPrompt> prompts = List.of(
                listed(Optional.empty()),
                new ListedPrompt("c", Prompt.of("xbcd", "xb"), Optional.empty(), Optional.empty()));
        List<FactTrace> both = prompts.stream()
                .map(prompt -> tracer.trace(prompt, WhatIfProgress.NONE))
                .toList();

        FactTrace alone = tracer(false).trace(prompts.get(1), WhatIfProgress.NONE);

        assertThat(both.get(1)).isEqualTo(alone);
    }
}
