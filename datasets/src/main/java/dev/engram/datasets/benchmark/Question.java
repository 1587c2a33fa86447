package dev.engram.datasets.benchmark;

import java.util.List;

/**
 * A prompt and what is right to answer.
 *
 * @param prompt the whole text, as the model gets it
 * @param answers any of which is right, the plainest first, then its aliases; without space around them; empty where the right answer is not
 *     known and only a change can be told
 */
public record Question(String prompt, List<String> answers) {

    public Question {
        answers = answers.stream().map(String::strip).distinct().toList();
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("a question is blank");
        }
        if (answers.contains("")) {
            throw new IllegalArgumentException("an answer to '" + prompt + "' is blank");
        }
    }
}
