package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.AnswerScore;
import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import dev.engram.eval.metrics.text.Mention;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleBiFunction;

/** What is found of one prompt. Which of its answers is right, and which that one is weighed against, is {@link PromptScore}'s matter. */
public enum PromptMeasure {
    /** 1 where the right answer is likelier than the other, by the mean log-probability of a token (Meng et al. 2022, section 3.4). */
    RIGHT_LIKELIER {
        @Override
        public OptionalDouble of(PromptPair pair) {
            return weighed(pair, (right, other) -> share(right < other));
        }
    },
    /** p(right) - p(other), where p is e to the power of the mean log-probability of a token (the same). */
    PROBABILITY_MARGIN {
        @Override
        public OptionalDouble of(PromptPair pair) {
            return weighed(pair, (right, other) -> Math.exp(-right) - Math.exp(-other));
        }
    },
    /** The share of the right answer's tokens that are the first choice after those before them: teacher forcing. */
    TOKEN_ACCURACY {
        @Override
        public OptionalDouble of(PromptPair pair) {
            return ofRight(pair, (before, after) -> after.shareChosen());
        }
    },
    /** 1 where all of the right answer's tokens are the first choice after those before them: teacher forcing. */
    ALL_TOKENS_ACCURACY {
        @Override
        public OptionalDouble of(PromptPair pair) {
            return ofRight(pair, (before, after) -> share(after.allChosen()));
        }
    },
    /** 1 where what greedy decoding goes on with begins with the right answer's tokens. */
    GENERATED_EXACT {
        @Override
        public OptionalDouble of(PromptPair pair) {
            return ofRight(pair, (before, after) -> share(pair.after().says(after)));
        }
    },
    /** 1 where what greedy decoding goes on with contains a right answer, see {@link Mention}. */
    GENERATED_CONTAINS {
        @Override
        public OptionalDouble of(PromptPair pair) {
            List<String> right = pair.asked().right();
            return right.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(share(Mention.in(pair.after().said(), right)));
        }
    },
    /** The share of the right answer's tokens at whose place the first choice is the same before the edit and after. */
    TOKEN_STABILITY {
        @Override
        public OptionalDouble of(PromptPair pair) {
            return ofRight(pair, (before, after) -> shareEqual(before.choices(), after.choices()));
        }
    },
    /** 1 where greedy decoding goes on with the same tokens before the edit and after. */
    GENERATED_STABILITY {
        @Override
        public OptionalDouble of(PromptPair pair) {
            return OptionalDouble.of(
                    share(pair.before().saidTokens().equals(pair.after().saidTokens())));
        }
    };

    private static final Set<PromptRole> TWO_ANSWERS =
            EnumSet.of(PromptRole.REWRITE, PromptRole.PARAPHRASE, PromptRole.NEIGHBOUR, PromptRole.ATTRIBUTE);
    private static final Set<PromptRole> TO_STAY = EnumSet.of(PromptRole.NEIGHBOUR, PromptRole.LOCALITY);

    /** What it is of one prompt, before and after an edit; empty where an answer that it needs is not known. */
    public abstract OptionalDouble of(PromptPair pair);

    /** Whether it says something of prompts asked for a reason: a margin needs two answers, stability something that must stay. */
    public boolean isFor(PromptRole role) {
        return switch (this) {
            case RIGHT_LIKELIER, PROBABILITY_MARGIN -> TWO_ANSWERS.contains(role);
            case TOKEN_STABILITY, GENERATED_STABILITY -> TO_STAY.contains(role);
            case TOKEN_ACCURACY, ALL_TOKENS_ACCURACY, GENERATED_EXACT, GENERATED_CONTAINS ->
                role != PromptRole.CONDITION;
        };
    }

    /** As names of metrics end: {@code token-accuracy}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double share(boolean counted) {
        return counted ? 1 : 0;
    }

    private static double shareEqual(List<Integer> some, List<Integer> others) {
        int same = 0;
        for (int i = 0; i < some.size(); i++) {
            same += some.get(i).equals(others.get(i)) ? 1 : 0;
        }
        return (double) same / some.size();
    }

    /** Of the mean negative log-likelihoods of both answers. */
    private static OptionalDouble weighed(PromptPair pair, DoubleBinaryOperator value) {
        PromptScore after = pair.after();
        return after.rightAnswer().isPresent() && after.otherAnswer().isPresent()
                ? OptionalDouble.of(value.applyAsDouble(
                        after.rightAnswer().get().meanNegativeLogLikelihood(),
                        after.otherAnswer().get().meanNegativeLogLikelihood()))
                : OptionalDouble.empty();
    }

    /** Of the right answer before and after. */
    private static OptionalDouble ofRight(PromptPair pair, ToDoubleBiFunction<AnswerScore, AnswerScore> value) {
        return pair.after().rightAnswer().isPresent()
                ? OptionalDouble.of(value.applyAsDouble(
                        pair.before().rightAnswer().orElseThrow(),
                        pair.after().rightAnswer().get()))
                : OptionalDouble.empty();
    }
}
