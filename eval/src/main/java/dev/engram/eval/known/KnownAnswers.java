package dev.engram.eval.known;

import dev.engram.datasets.benchmark.Question;
import dev.engram.eval.recall.AnsweredText;
import dev.engram.models.LanguageModel;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import dev.engram.models.score.TokenScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Asks a model whether it knows answers: greedy decoding would go on with one of them, all its tokens. That is told from passes in which the
 * answers are given, many side by side: greedy decoding says an answer just if each of its tokens is the first choice after those before it.
 * Used by the model's thread.
 */
public final class KnownAnswers {

    private final LanguageModel model;

    public KnownAnswers(LanguageModel model) {
        this.model = model;
    }

    /** An answer that is tried, and which question's it is. */
    private record Try(int question, Continuation continuation) {}

    /** One verdict a question, in their order. A question without answers is {@link Knowledge#UNKNOWN}. */
    public List<Knowledge> ask(List<Question> questions) {
        List<Knowledge> verdicts = new ArrayList<>(Collections.nCopies(questions.size(), Knowledge.UNKNOWN));
        List<Try> tries = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            List<Continuation> fitting = fitting(questions.get(i));
            for (Continuation continuation : fitting) {
                tries.add(new Try(i, continuation));
            }
            if (fitting.isEmpty() && !questions.get(i).answers().isEmpty()) {
                verdicts.set(i, Knowledge.TOO_LONG);
            }
        }
        List<ContinuationScore> scores = TeacherForcing.score(
                model, tries.stream().map(Try::continuation).toList());
        for (int i = 0; i < scores.size(); i++) {
            if (scores.get(i).tokens().stream().allMatch(TokenScore::isFirstChoice)) {
                verdicts.set(tries.get(i).question(), Knowledge.KNOWN);
            }
        }
        return verdicts;
    }

    /** The answers that the context has room for; the last token is never read. */
    private List<Continuation> fitting(Question question) {
        return question.answers().stream()
                .map(answer -> AnsweredText.of(question.prompt(), answer, model.tokenizer()))
                .filter(text -> text.ids().size() - 1 <= model.contextLength())
                .map(text -> new Continuation(text.promptIds(), text.answerIds()))
                .toList();
    }
}
