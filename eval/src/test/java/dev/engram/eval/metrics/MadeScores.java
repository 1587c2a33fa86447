package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.AnswerScore;
import dev.engram.eval.benchmark.AskedPrompt;
import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import dev.engram.eval.benchmark.RecordScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Scores by hand, as no model would give them. */
public final class MadeScores {

    private MadeScores() {}

    /** A record's, of prompts alone. */
    public static RecordScore record(String id, PromptScore... prompts) {
        return new RecordScore(id, List.of(prompts), List.of(), List.of());
    }

    /** A record's, of written texts alone. */
    public static RecordScore texts(String id, String... texts) {
        return new RecordScore(id, List.of(), List.of(texts), List.of());
    }

    /** A prompt of an edit, after which both answers have a probability and one token; the first choice is neither; "blue" is said. */
    public static PromptScore weighed(PromptRole role, double pNew, double pOther) {
        return asked(role, "", 0, true)
                .answered(answer("new", List.of(1), List.of(9), Math.log(pNew)))
                .answered(answer("other", List.of(2), List.of(9), Math.log(pOther)))
                .saying("blue", 9);
    }

    /** A test's question that takes "Rome" or "Roma", its tokens 1 2; the choices are given, the rest is what is said. */
    public static PromptScore question(
            PromptRole role, String group, int test, boolean needsAll, List<Integer> choices, String said) {
        return asked(role, group, test, needsAll)
                .answered(answer("Rome", List.of(1, 2), choices, -1, -3))
                .saying(said, choices.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The answer's tokens, what the model would have chosen, and log-probabilities. */
    public static AnswerScore answer(
            String text, List<Integer> tokens, List<Integer> choices, double... logProbabilities) {
        return new AnswerScore(
                text, tokens, choices, Arrays.stream(logProbabilities).boxed().toList());
    }

    /** A prompt, to be answered; "Rome" and "Roma" are right. */
    public static Asked asked(PromptRole role, String group, int test, boolean needsAll) {
        return new Asked(role, group, test, needsAll, List.of("Rome", "Roma"), List.of());
    }

    /** A prompt that is being answered. */
    public record Asked(
            PromptRole role, String group, int test, boolean needsAll, List<String> right, List<AnswerScore> answers) {

        public Asked {
            right = List.copyOf(right);
            answers = List.copyOf(answers);
        }

        public Asked withRight(String... answers) {
            return new Asked(role, group, test, needsAll, List.of(answers), this.answers);
        }

        public Asked answered(AnswerScore answer) {
            List<AnswerScore> more = new ArrayList<>(answers);
            more.add(answer);
            return new Asked(role, group, test, needsAll, right, more);
        }

        public PromptScore saying(String text, int... tokens) {
            return new PromptScore(
                    new AskedPrompt(
                            role,
                            group,
                            test,
                            needsAll,
                            "a prompt",
                            answers.stream().map(AnswerScore::answer).toList(),
                            right),
                    answers,
                    text,
                    Arrays.stream(tokens).boxed().toList());
        }
    }

    /** The same prompt score so many times. */
    public static PromptScore[] times(int count, PromptScore score) {
        return Collections.nCopies(count, score).toArray(PromptScore[]::new);
    }
}
