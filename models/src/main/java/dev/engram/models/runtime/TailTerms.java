package dev.engram.models.runtime;

import dev.engram.models.KlDirection;
import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ObjectiveTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows of a tail the terms of an objective are read from: first the likelihoods', then the divergences', each kind in the order of
 * the request.
 *
 * @param termCount all terms of the request, those of sequences that are not run too
 * @param likelihoods numbers of terms
 * @param divergences numbers of terms
 * @param divergenceRanks for each of the divergences, which of the request's divergences it is
 * @param direction of the divergences
 * @param rows the tail's row of each, in that order
 */
record TailTerms(
        int termCount,
        List<Integer> likelihoods,
        List<Integer> tokens,
        List<Integer> divergences,
        List<Integer> divergenceRanks,
        KlDirection direction,
        List<Integer> rows) {

    TailTerms {
        likelihoods = List.copyOf(likelihoods);
        tokens = List.copyOf(tokens);
        divergences = List.copyOf(divergences);
        divergenceRanks = List.copyOf(divergenceRanks);
        rows = List.copyOf(rows);
    }

    /**
     * The terms of some sequences.
     *
     * @param sequences those that are run, ascending
     * @param layout of these
     */
    static TailTerms of(ObjectiveRequest request, int[] sequences, RowLayout layout) {
        List<ObjectiveTerm> terms = request.terms();
        List<Integer> likelihoods = new ArrayList<>();
        List<Integer> tokens = new ArrayList<>();
        List<Integer> divergences = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        List<Integer> likelihoodRows = new ArrayList<>();
        List<Integer> divergenceRows = new ArrayList<>();
        int rank = 0;
        for (int i = 0; i < terms.size(); i++) {
            ObjectiveTerm term = terms.get(i);
            int sequence = Arrays.binarySearch(sequences, term.sequence());
            int row = sequence < 0 ? -1 : layout.row(sequence, term.position());
            if (term instanceof ObjectiveTerm.NegativeLogLikelihood likelihood) {
                if (row >= 0) {
                    likelihoods.add(i);
                    tokens.add(likelihood.token());
                    likelihoodRows.add(row);
                }
            } else {
                if (row >= 0) {
                    divergences.add(i);
                    ranks.add(rank);
                    divergenceRows.add(row);
                }
                rank++;
            }
        }
        likelihoodRows.addAll(divergenceRows);
        return new TailTerms(
                terms.size(), likelihoods, tokens, divergences, ranks, request.direction(), likelihoodRows);
    }

    /** Places of the likelihoods' rows among {@link #rows}. */
    int[] likelihoodPlaces() {
        return IntStream.range(0, likelihoods.size()).toArray();
    }

    /** Places of the divergences' rows among {@link #rows}. */
    int[] divergencePlaces() {
        return IntStream.range(likelihoods.size(), rows.size()).toArray();
    }

    static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
