package dev.engram.datasets;

import java.util.HashSet;
import java.util.List;

/**
 * A question with answers to choose from.
 *
 * @param prompt the whole text, as a model gets it
 * @param choices at least two, each other than the others
 * @param right which of them is right, from 0
 */
public record ChoiceQuestion(String id, String prompt, List<String> choices, int right) implements Listed {

    public ChoiceQuestion {
        choices = List.copyOf(choices);
        BlankText.refuse("id", id);
        BlankText.refuse("prompt", prompt);
        choices.forEach(choice -> BlankText.refuse("choice", choice));
        if (choices.size() < 2) {
            throw new IllegalArgumentException("there are " + choices.size() + " choices; expected two at least");
        }
        if (new HashSet<>(choices).size() < choices.size()) {
            throw new IllegalArgumentException("two of the choices " + choices + " are the same");
        }
        if (right < 0 || right >= choices.size()) {
            throw new IllegalArgumentException(
                    "choice " + right + " is right, and they are 0 to " + (choices.size() - 1));
        }
    }
}
