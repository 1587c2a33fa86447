package dev.engram.datasets;

import java.util.Optional;

/**
 * A prompt about another subject than a rewrite's, whose answer an edit must leave as it is (of the neighbourhood, or locality, of the
 * rewrite).
 *
 * @param prompt the whole text, as the model gets it
 * @param answer the right one, where it is known, without space around it
 */
public record Neighbour(String prompt, Optional<String> answer) {

    public Neighbour {
        answer = answer.map(String::strip);
        BlankText.refuse("neighbour's prompt", prompt);
        answer.ifPresent(text -> BlankText.refuse("neighbour's answer", text));
    }
}
