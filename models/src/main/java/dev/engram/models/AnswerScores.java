package dev.engram.models;

import java.util.List;

/**
 * What a model says of single tokens, one value for each of the answers asked for, in their order.
 *
 * @param logProbabilities in nats
 * @param ranks how many tokens come before the answer: those with a higher logit, and those with the same and a lower id
 * @param firstChoices the token with the highest logit in the answer's place
 */
public record AnswerScores(List<Double> logProbabilities, List<Integer> ranks, List<Integer> firstChoices) {

    public AnswerScores {
        logProbabilities = List.copyOf(logProbabilities);
        ranks = List.copyOf(ranks);
        firstChoices = List.copyOf(firstChoices);
    }
}
