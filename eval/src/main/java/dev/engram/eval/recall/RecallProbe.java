package dev.engram.eval.recall;

import dev.engram.datasets.EditCase;
import dev.engram.models.LanguageModel;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a model the prompts of cases, before an edit and after. Where a case does not know the old answer, it is the first word that the model goes
 * on with before the edit: its tokens up to, not including, the next that begins with white space or is punctuation, at least one (as far as greedy
 * decoding goes); a token that shows as nothing is weighed by its name, in quotes where that is white space. After the edit the same answers are
 * weighed again. Used by the model's thread.
 */
public final class RecallProbe {

    private static final int MOST_PROMPTS_AT_ONCE = 32;

    private final LanguageModel model;
    private final int greedyTokens;

    /**
     * A probe of a model, edited or not.
     *
     * @param greedyTokens how many tokens the model goes on with after each prompt
     */
    public RecallProbe(LanguageModel model, int greedyTokens) {
        this.model = model;
        this.greedyTokens = greedyTokens;
    }

    /** What the model says now. */
    public CaseRecall before(EditCase asked) {
        return recall(asked, questions(asked));
    }

    /** What it says now, held against the same answers as before. */
    public CaseRecall after(EditCase asked, CaseRecall before) {
        List<PromptRecall> all = new ArrayList<>(List.of(before.rewrite()));
        all.addAll(before.paraphrases());
        all.addAll(before.neighbours());
        List<Question> questions = new ArrayList<>();
        List<Question> open = questions(asked);
        for (int i = 0; i < open.size(); i++) {
            questions.add(open.get(i).withOld(all.get(i).oldAnswer().answer()));
        }
        return recall(asked, questions);
    }

    private static List<Question> questions(EditCase asked) {
        String target = asked.rewrite().target();
        List<Question> questions = new ArrayList<>();
        questions.add(new Question(asked.rewrite().prompt().text(), target, asked.oldAnswer()));
        asked.paraphrases().forEach(prompt -> questions.add(new Question(prompt, target, asked.oldAnswer())));
        asked.neighbours()
                .forEach(neighbour -> questions.add(new Question(neighbour.prompt(), target, neighbour.answer())));
        return questions;
    }

    private CaseRecall recall(EditCase asked, List<Question> questions) {
        List<PromptRecall> all = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += MOST_PROMPTS_AT_ONCE) {
            all.addAll(ask(questions.subList(from, Math.min(questions.size(), from + MOST_PROMPTS_AT_ONCE))));
        }
        int paraphrases = asked.paraphrases().size();
        return new CaseRecall(all.get(0), all.subList(1, 1 + paraphrases), all.subList(1 + paraphrases, all.size()));
    }

    private List<PromptRecall> ask(List<Question> questions) {
        List<List<Integer>> prompts = questions.stream()
                .map(question -> model.tokenizer().encode(question.prompt()).ids())
                .toList();
        List<Generation> greedy =
                model.generate(prompts.stream().map(this::greedily).toList());
        List<PromptRecall> recalls = new ArrayList<>();
        List<String> oldAnswers = new ArrayList<>();
        List<AnsweredText> texts = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            oldAnswers.add(question.oldAnswer().orElse(said(greedy.get(i))));
            texts.add(AnsweredText.of(question.prompt(), question.newAnswer(), model.tokenizer()));
            texts.add(AnsweredText.of(question.prompt(), oldAnswers.get(i), model.tokenizer()));
        }
        List<ContinuationScore> scores = TeacherForcing.score(
                model,
                texts.stream()
                        .map(text -> new Continuation(text.promptIds(), text.answerIds()))
                        .toList());
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            List<Integer> target = texts.get(2 * i).answerIds();
            List<Integer> tokens = greedy.get(i).tokens();
            recalls.add(new PromptRecall(
                    question.prompt(),
                    new AnswerRecall(question.newAnswer().strip(), scores.get(2 * i)),
                    new AnswerRecall(oldAnswers.get(i), scores.get(2 * i + 1)),
                    firstChoice(greedy.get(i)),
                    model.tokenizer().decode(tokens),
                    tokens.size() >= target.size()
                            && tokens.subList(0, target.size()).equals(target)));
        }
        return recalls;
    }

    private GenerationRequest greedily(List<Integer> prompt) {
        return new GenerationRequest(prompt, greedyTokens, model.tokenizer().endOfTextIds(), new Sampling.Greedy());
    }

    private String said(Generation greedy) {
        String word = FirstWord.of(greedy.tokens(), model.tokenizer());
        String named = word.isEmpty() ? firstChoice(greedy) : word;
        return named.isBlank() ? "'" + named + "'" : named.strip();
    }

    private String firstChoice(Generation greedy) {
        return model.tokenizer().tokenText(greedy.tokens().get(0));
    }
}
