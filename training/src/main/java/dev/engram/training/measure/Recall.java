package dev.engram.training.measure;

import dev.engram.datasets.Prompt;
import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.LogitSelection;
import dev.engram.models.SiteModel;
import dev.engram.models.generation.Sampling;
import dev.engram.models.generation.TokenChooser;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of prompts after which a model's first choice is the object, token by token to its end: what greedy decoding would write.
 *
 * @param right prompts that were completed so
 * @param asked all prompts
 */
public record Recall(int right, int asked) {

    private static final int PROMPTS_IN_A_PASS = 64;
    private static final TokenChooser FIRST_CHOICE = new TokenChooser(new Sampling.Greedy());

    public double share() {
        return (double) right / asked;
    }

    /** A prompt and the object that is to follow it after a space. */
    public record Question(Prompt prompt, String object) {}

    /**
     * Asks a model.
     *
     * @throws IllegalArgumentException if there is nothing to ask
     */
    public static Recall of(SiteModel model, List<Question> questions) {
        if (questions.isEmpty()) {
            throw new IllegalArgumentException("recall over no questions");
        }
        int right = 0;
        for (int from = 0; from < questions.size(); from += PROMPTS_IN_A_PASS) {
            int to = Math.min(questions.size(), from + PROMPTS_IN_A_PASS);
            right += right(model, questions.subList(from, to));
        }
        return new Recall(right, questions.size());
    }

    private static int right(SiteModel model, List<Question> questions) {
        List<TokenSequence> texts = new ArrayList<>();
        List<TokenSpan> answers = new ArrayList<>();
        for (Question question : questions) {
            int end = question.prompt().text().length();
            String text = question.prompt().text() + " " + question.object();
            TokenSequence tokens = model.tokenizer().encode(text);
            texts.add(tokens);
            answers.add(tokens.covering(end, text.length()));
        }
        ForwardRequest request = ForwardRequest.of(
                        texts.stream().map(TokenSequence::ids).toList())
                .selecting(new LogitSelection.AllPositions());
        ForwardResult result = model.run(request);
        int right = 0;
        for (int i = 0; i < texts.size(); i++) {
            if (isFirstChoice(texts.get(i), answers.get(i), result.logits().get(i))) {
                right++;
            }
        }
        return right;
    }

    private static boolean isFirstChoice(TokenSequence text, TokenSpan answer, FloatTensor logits) {
        for (int position = answer.from(); position < answer.to(); position++) {
            if (FIRST_CHOICE.choose(logits.at(position - 1).toArray())
                    != text.ids().get(position)) {
                return false;
            }
        }
        return true;
    }
}
