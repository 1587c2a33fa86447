package dev.engram.models.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.ForwardRequest;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.LogitSelection;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of scores, on random tiny models of all families: each engine's test extends it. */
public abstract class TeacherForcingContract {

    /** The engine under test. */
    protected abstract Engine engine(DecoderWeights weights);

    static Stream<Arguments> seeds() {
        return TinyModels.seeds(16);
    }

    private SiteModel model(long seed) {
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), engine(TinyModels.any(seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scores_are_those_of_whole_logits_of_each_text_alone(long seed) {
        try (SiteModel model = model(seed)) {
            List<Continuation> continuations = continuations(new Random(seed));

            List<ContinuationScore> scores = TeacherForcing.score(model, continuations);

            assertThat(scores).hasSameSizeAs(continuations);
            for (int i = 0; i < scores.size(); i++) {
                assertSame(scores.get(i), plainScore(model, continuations.get(i)), i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_batch_scores_as_each_continuation_alone(long seed) {
        try (SiteModel model = model(seed)) {
            List<Continuation> continuations = continuations(new Random(seed));

            List<ContinuationScore> together = TeacherForcing.score(model, continuations);

            for (int i = 0; i < together.size(); i++) {
                assertSame(
                        together.get(i),
                        TeacherForcing.score(model, List.of(continuations.get(i)))
                                .get(0),
                        i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_continuation_of_one_token_has_the_probability_and_the_rank_of_the_next_token(long seed) {
        List<Integer> prompt = tokens(new Random(seed), 5);
        try (SiteModel model = model(seed)) {
            List<NextTokens.Candidate> ranked = NextTokens.top(model, prompt, TinyModels.VOCABULARY);

            List<ContinuationScore> scores = TeacherForcing.score(
                    model,
                    ranked.stream()
                            .map(candidate -> new Continuation(prompt, List.of(candidate.id())))
                            .toList());

            for (int rank = 0; rank < ranked.size(); rank++) {
                TokenScore score = scores.get(rank).tokens().get(0);
                assertThat(score.token()).isEqualTo(ranked.get(rank).id());
                assertThat(score.rank()).isEqualTo(rank);
                assertThat(score.isFirstChoice()).isEqualTo(rank == 0);
                assertThat(Math.exp(score.logProbability()))
                        .isCloseTo(ranked.get(rank).probability(), within(Tolerances.TINY_ACTIVATION));
            }
        }
    }

    @Test
    void many_texts_are_scored_in_several_passes() {
        Random random = new Random(4);
        List<Continuation> continuations = Stream.generate(() -> new Continuation(
                        tokens(random, 10), tokens(random, 1 + random.nextInt(TinyModels.CONTEXT - 10))))
                .limit(120)
                .toList();
        try (SiteModel model = model(4)) {
            List<ContinuationScore> scores = TeacherForcing.score(model, continuations);

            for (int i = 0; i < scores.size(); i += 17) {
                assertSame(scores.get(i), plainScore(model, continuations.get(i)), i);
            }
        }
    }

    @Test
    void nothing_to_score_gives_nothing() {
        try (SiteModel model = model(4)) {
            assertThat(TeacherForcing.score(model, List.of())).isEmpty();
        }
    }

    @Test
    void of_equal_logits_the_lower_id_comes_first() {
        float[] logits = {1, 3, -2, 3, 1, 0, -0.0f, Float.NEGATIVE_INFINITY, 0, 0};
        try (Engine engine = engine(TinyModels.gpt2(1));
                Tensor tensor = engine.upload(logits, 2, 5)) {
            int[] rows = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0};
            int[] tokens = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 3};

            assertThat(engine.ranks(tensor, rows, tokens)).containsExactly(2, 0, 4, 1, 3, 0, 1, 4, 2, 3, 1);
        }
    }

    // --- perplexity

    @ParameterizedTest
    @MethodSource("seeds")
    void perplexity_is_that_of_the_mean_over_all_predicted_tokens(long seed) {
        Random random = new Random(seed);
        List<List<Integer>> texts =
                List.of(tokens(random, 2), tokens(random, TinyModels.CONTEXT + 1), tokens(random, 7));
        try (SiteModel model = model(seed)) {
            double sum = texts.stream()
                    .map(text -> new Continuation(text.subList(0, 1), text.subList(1, text.size())))
                    .mapToDouble(whole -> plainScore(model, whole).logProbability())
                    .sum();

            Perplexity perplexity = Perplexity.of(model, texts);

            int predicted = 1 + TinyModels.CONTEXT + 6;
            assertThat(perplexity.tokens()).isEqualTo(predicted);
            assertThat(perplexity.meanNegativeLogLikelihood())
                    .isCloseTo(-sum / predicted, within(Tolerances.TINY_ACTIVATION));
            assertThat(perplexity.value()).isEqualTo(Math.exp(perplexity.meanNegativeLogLikelihood()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_text_longer_than_the_context_is_read_in_windows(long seed) {
        List<Integer> text = tokens(new Random(seed), 2 * TinyModels.CONTEXT + 9);
        try (SiteModel model = model(seed)) {
            double sum = 0;
            for (int first : List.of(0, TinyModels.CONTEXT, 2 * TinyModels.CONTEXT)) {
                List<Integer> predicted =
                        text.subList(first + 1, Math.min(text.size(), first + 1 + TinyModels.CONTEXT));
                sum += plainScore(model, new Continuation(text.subList(first, first + 1), predicted))
                        .logProbability();
            }

            Perplexity perplexity = Perplexity.of(model, List.of(text));

            assertThat(perplexity.tokens()).isEqualTo(text.size() - 1);
            assertThat(perplexity.meanNegativeLogLikelihood())
                    .isCloseTo(-sum / (text.size() - 1), within(Tolerances.TINY_ACTIVATION));
        }
    }

    @Test
    void what_cannot_be_scored_is_refused() {
        try (SiteModel model = model(2)) {
            Continuation tooLong = new Continuation(
                    IntStream.range(0, TinyModels.CONTEXT).boxed().toList(), List.of(1, 2));

            assertThatThrownBy(() -> TeacherForcing.score(model, List.of(tooLong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("25 tokens is longer than the model's context of 24");
            assertThatThrownBy(() -> TeacherForcing.score(
                            model, List.of(new Continuation(List.of(1), List.of(TinyModels.VOCABULARY)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token 50");
            assertThatThrownBy(() -> Perplexity.of(model, List.of(List.of(1, 2), List.of(3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("text 1 has 1 tokens");
            assertThatThrownBy(() -> Perplexity.of(model, List.of())).hasMessageContaining("at least one text");
        }
    }

    // --- support

    /** Prompts with several continuations each, some of which begin alike, some the prompt of another. */
    private static List<Continuation> continuations(Random random) {
        List<Continuation> continuations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Integer> prompt = tokens(random, 1 + random.nextInt(8));
            List<Integer> text = tokens(random, 1 + random.nextInt(6));
            continuations.add(new Continuation(prompt, text));
            continuations.add(new Continuation(prompt, tokens(random, 1)));
            continuations.add(new Continuation(prompt, tokens(random, 1 + random.nextInt(4))));
            continuations.add(new Continuation(prompt, text.subList(0, 1)));
            continuations.add(new Continuation(
                    Stream.concat(prompt.stream(), text.stream()).toList(), tokens(random, 2)));
        }
        return continuations;
    }

    private static List<Integer> tokens(Random random, int count) {
        return random.ints(count, 0, TinyModels.VOCABULARY).boxed().toList();
    }

    /** From whole logits, one text a pass. */
    private static ContinuationScore plainScore(SiteModel model, Continuation continuation) {
        List<Integer> text = new ArrayList<>(continuation.prompt());
        text.addAll(continuation.tokens());
        FloatTensor logits = model.run(ForwardRequest.of(List.of(text.subList(0, text.size() - 1)))
                        .selecting(new LogitSelection.AllPositions()))
                .logits()
                .get(0);
        List<TokenScore> scores = new ArrayList<>();
        for (int position = continuation.prompt().size(); position < text.size(); position++) {
            float[] row = logits.at(position - 1).toArray();
            int token = text.get(position);
            double sum = 0;
            int before = 0;
            int choice = 0;
            for (int id = 0; id < row.length; id++) {
                sum += Math.exp(row[id]);
                choice = row[id] > row[choice] ? id : choice;
                before += row[id] > row[token] || (row[id] == row[token] && id < token) ? 1 : 0;
            }
            scores.add(new TokenScore(token, row[token] - Math.log(sum), before, choice));
        }
        return new ContinuationScore(scores);
    }

    private static void assertSame(ContinuationScore actual, ContinuationScore expected, int continuation) {
        assertThat(actual.tokens()).as("continuation %d", continuation).hasSameSizeAs(expected.tokens());
        for (int i = 0; i < actual.tokens().size(); i++) {
            TokenScore score = actual.tokens().get(i);
            TokenScore wanted = expected.tokens().get(i);
            assertThat(score.token()).isEqualTo(wanted.token());
            assertThat(score.rank())
                    .as("rank of token %d of continuation %d", i, continuation)
                    .isEqualTo(wanted.rank());
            assertThat(score.firstChoice())
                    .as("first choice at token %d of continuation %d", i, continuation)
                    .isEqualTo(wanted.firstChoice());
            assertThat(score.logProbability())
                    .as("token %d of continuation %d", i, continuation)
                    .isCloseTo(wanted.logProbability(), within(Tolerances.TINY_ACTIVATION));
        }
    }
}
