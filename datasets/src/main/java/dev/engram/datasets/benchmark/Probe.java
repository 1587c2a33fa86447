package dev.engram.datasets.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * Questions that decide together whether a model passes a test of its edit.
 *
 * @param kind what the test is of
 * @param group the benchmark's own name for tests of this sort, such as {@code Reasoning} or {@code Subject_Aliasing}, by which
 *     sub-scores are told apart; empty where it has none
 * @param questions at least one
 * @param need how many of the questions must be answered rightly
 * @param conditions what the model has to know before the edit for the test to count (RippleEdits); empty for nothing
 */
public record Probe(Kind kind, String group, List<Question> questions, Need need, List<Question> conditions) {

    /** What a test is of. */
    public enum Kind {
        /** What follows from the edit and is asked in another way (KnowEdit, RippleEdits). */
        PORTABILITY,
        /** What has nothing to do with the edit and must stay as it is (KnowEdit, RippleEdits). */
        LOCALITY,
        /** What takes several facts, the edited ones among them (MQuAKE). */
        MULTI_HOP,
        /** One of the facts that a multi-hop question takes (MQuAKE). */
        SINGLE_HOP,
        /** Other subjects that have the target by right: an edit may not take it from them (CounterFact's attribute prompts). */
        ATTRIBUTE;

        /** As files have it: {@code multi-hop}. */
        public String label() {
            return word(this);
        }
    }

    /** How many questions must be answered rightly. */
    public enum Need {
        ANY,
        ALL;

        /** As files have it: {@code any}. */
        public String label() {
            return word(this);
        }
    }

    public Probe {
        questions = List.copyOf(questions);
        conditions = List.copyOf(conditions);
        if (questions.isEmpty()) {
            throw new IllegalArgumentException("a test of " + kind + " asks nothing");
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A test of a single question. */
    public static Probe of(Kind kind, String group, Question question) {
        return new Probe(kind, group, List.of(question), Need.ALL, List.of());
    }
}
