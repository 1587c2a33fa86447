package dev.engram.models.score;

import dev.engram.models.AnswerScores;
import dev.engram.models.LanguageModel;
import dev.engram.models.LogitSelection;
import dev.engram.models.runtime.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores continuations of prompts, many in a pass. What is run for one is not run again for another that it begins with: prompts whose
 * continuations have a single token are run once, however many there are.
 */
public final class TeacherForcing {

    /** Rows of a pass: enough for products at full speed; more would only take more memory. */
    private static final int ROWS = 1024;

    private final LanguageModel model;
    private final List<Continuation> continuations;

    private TeacherForcing(LanguageModel model, List<Continuation> continuations) {
        this.model = model;
        this.continuations = continuations;
    }

    /**
     * One score a continuation, in their order.
     *
     * @throws IllegalArgumentException if a prompt and its continuation, but for the last token, are longer than the context, or a token is
     *     not in the vocabulary
     * @throws ArithmeticException if the model's logits are not numbers
     */
    public static List<ContinuationScore> score(LanguageModel model, List<Continuation> continuations) {
        return new TeacherForcing(model, List.copyOf(continuations)).scores();
    }

    private List<ContinuationScore> scores() {
        PrefixCover cover =
                PrefixCover.of(continuations.stream().map(TeacherForcing::read).toList());
        List<Integer> lengths = cover.sequences().stream().map(List::size).toList();
        ContinuationScore[] scores = new ContinuationScore[continuations.size()];
        for (List<Integer> batch : Batches.of(lengths, ROWS)) {
            score(batch, cover, scores);
        }
        return List.of(scores);
    }

    /** What the model has to read: all but the last token. */
    private static List<Integer> read(Continuation continuation) {
        List<Integer> read = new ArrayList<>(continuation.prompt());
        read.addAll(continuation.tokens().subList(0, continuation.tokens().size() - 1));
        return read;
    }

    private void score(List<Integer> batch, PrefixCover cover, ContinuationScore[] scores) {
        List<LogitSelection.Answer> answers = new ArrayList<>();
        List<Integer> scored = new ArrayList<>();
        for (int sequence = 0; sequence < batch.size(); sequence++) {
            for (int i : cover.covered().get(batch.get(sequence))) {
                scored.add(i);
                answers.addAll(answers(continuations.get(i), sequence));
            }
        }
        AnswerScores result =
                model.scores(batch.stream().map(cover.sequences()::get).toList(), answers);
        int from = 0;
        for (int i : scored) {
            int to = from + continuations.get(i).tokens().size();
            scores[i] = new ContinuationScore(IntStream.range(from, to)
                    .mapToObj(answer -> tokenScore(answers.get(answer).token(), result, answer))
                    .toList());
            from = to;
        }
    }

    private static List<LogitSelection.Answer> answers(Continuation continuation, int sequence) {
        int first = continuation.prompt().size() - 1;
        return IntStream.range(0, continuation.tokens().size())
                .mapToObj(i -> new LogitSelection.Answer(
                        sequence, first + i, continuation.tokens().get(i)))
                .toList();
    }

    private static TokenScore tokenScore(int token, AnswerScores result, int answer) {
        double logProbability = result.logProbabilities().get(answer);
        if (Double.isNaN(logProbability)) {
            throw new ArithmeticException(
                    "the model's logits are not numbers: its weights hold NaN or infinity, or overflow");
        }
        double atMostCertain = Math.min(0, logProbability); // rounding
        return new TokenScore(
                token,
                atMostCertain,
                result.ranks().get(answer),
                result.firstChoices().get(answer));
    }
}
