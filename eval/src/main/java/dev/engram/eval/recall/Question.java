package dev.engram.eval.recall;

import java.util.Optional;

/**
 * A prompt and the two answers that are weighed.
 *
 * @param oldAnswer empty where it is not known: then the first word that the model says takes its place
 */
record Question(String prompt, String newAnswer, Optional<String> oldAnswer) {

    Question withOld(String answer) {
        return new Question(prompt, newAnswer, Optional.of(answer));
    }
}
