package dev.engram.eval.health;

import dev.engram.datasets.ChoiceQuestion;
import dev.engram.eval.recall.AnsweredText;
import dev.engram.models.SiteModel;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Asks a model questions with answers to choose from: its choice is the one that it finds likeliest. Used by the model's thread. */
public final class ChoiceProbe {

    private final SiteModel model;
    private final List<ChoiceQuestion> questions;

    /** @param questions may be none, for who does not want to know */
    public ChoiceProbe(SiteModel model, List<ChoiceQuestion> questions) {
        this.model = model;
        this.questions = List.copyOf(questions);
    }

    /**
     * The share of questions at which the right choice is likelier than each other, by the mean log-probability of a token; empty without
     * questions.
     *
     * @throws ArithmeticException if the model's predictions are not numbers
     */
    public OptionalDouble shareRight() {
        if (questions.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Continuation> all = new ArrayList<>();
        for (ChoiceQuestion question : questions) {
            for (String choice : question.choices()) {
                AnsweredText text = AnsweredText.of(question.prompt(), choice, model.tokenizer());
                all.add(new Continuation(text.promptIds(), text.answerIds()));
            }
        }
        List<ContinuationScore> scores = TeacherForcing.score(model, all);
        int right = 0;
        int from = 0;
        for (ChoiceQuestion question : questions) {
            int to = from + question.choices().size();
            right += isLikeliest(question.right(), scores.subList(from, to)) ? 1 : 0;
            from = to;
        }
        return OptionalDouble.of((double) right / questions.size());
    }

    private static boolean isLikeliest(int choice, List<ContinuationScore> scores) {
        double loss = scores.get(choice).meanNegativeLogLikelihood();
        for (int i = 0; i < scores.size(); i++) {
            if (i != choice && scores.get(i).meanNegativeLogLikelihood() <= loss) {
                return false;
            }
        }
        return true;
    }
}
