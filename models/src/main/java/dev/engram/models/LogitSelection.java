package dev.engram.models;

import java.util.List;

/** Which next-token predictions a forward pass hands back; the unembedding runs for no others. */
public sealed interface LogitSelection {

    /** The single tokens that are asked for, where it is these. */
    default List<Answer> answers() {
        return List.of();
    }

    /** None: only captures are wanted. */
    record None() implements LogitSelection {}

    /** All logits at each sequence's last position. */
    record LastPosition() implements LogitSelection {}

    /** All logits at every position. */
    record AllPositions() implements LogitSelection {}

    /** Log-probabilities of single tokens; the logits stay on the device. */
    record Answers(List<Answer> answers) implements LogitSelection {
        public Answers {
            answers = List.copyOf(answers);
        }
    }

    /** The same, and the rank of each token too. */
    record RankedAnswers(List<Answer> answers) implements LogitSelection {
        public RankedAnswers {
            answers = List.copyOf(answers);
        }
    }

    /** The token whose log-probability is asked for, as predicted at a position for the one after it. */
    record Answer(int sequence, int position, int token) {}
}
