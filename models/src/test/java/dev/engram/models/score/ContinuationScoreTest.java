package dev.engram.models.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.AnswerScores;
import dev.engram.models.LanguageModel;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuationScoreTest {

    @Test
    void the_mean_negative_log_likelihood_is_over_the_continuations_tokens() {
        ContinuationScore score = new ContinuationScore(
                List.of(new TokenScore(7, Math.log(0.5), 0, 7), new TokenScore(3, Math.log(0.125), 2, 1)));

        assertThat(score.logProbability()).isCloseTo(Math.log(1.0 / 16), within(1e-15));
        assertThat(score.meanNegativeLogLikelihood()).isCloseTo(2 * Math.log(2), within(1e-15));
    }

    @Test
    void logits_that_are_no_numbers_are_refused() {
        AnswerScores broken = new AnswerScores(List.of(Double.NaN), List.of(0), List.of(5));
        LanguageModel model = (LanguageModel) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LanguageModel.class},
                (proxy, method, arguments) -> method.getName().equals("contextLength") ? 8 : broken);

        assertThatThrownBy(() -> TeacherForcing.score(model, List.of(new Continuation(List.of(1), List.of(2)))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not numbers");
        assertThatThrownBy(() -> Perplexity.of(model, List.of(List.of(1, 2))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not numbers");
    }

    @Test
    void what_is_no_score_is_refused() {
        assertThatThrownBy(() -> new Continuation(List.of(), List.of(5))).hasMessageContaining("follows nothing");
        assertThatThrownBy(() -> new Continuation(List.of(5), List.of())).hasMessageContaining("continued by nothing");
        assertThatThrownBy(() -> new TokenScore(5, Double.NaN, 0, 5)).hasMessageContaining("log-probability of NaN");
        assertThatThrownBy(() -> new TokenScore(5, -1, -1, 5)).hasMessageContaining("rank of -1");
        assertThatThrownBy(() -> new TokenScore(5, -1, 0, 6)).hasMessageContaining("first choice is 6");
        assertThatThrownBy(() -> new TokenScore(5, -1, 2, 5)).hasMessageContaining("first choice is 5");
        assertThatThrownBy(() -> new ContinuationScore(List.of())).hasMessageContaining("at least one token");
        assertThatThrownBy(() -> new Perplexity(Double.NaN, 3)).hasMessageContaining("NaN over 3 tokens");
    }
}
