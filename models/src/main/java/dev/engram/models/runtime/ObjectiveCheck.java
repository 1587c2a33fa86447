package dev.engram.models.runtime;

import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ObjectiveRequest.Addition;
import dev.engram.models.ObjectiveTerm;
import dev.engram.models.spec.ModelSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Refuses objectives that a model cannot evaluate, or that some of what is asked for cannot reach. */
final class ObjectiveCheck {

    private ObjectiveCheck() {}

    static void require(ObjectiveRequest request, ModelSpec spec) {
        RequestCheck.requireTokens(request.sequences(), spec);
        if (request.layer() < 0 || request.layer() >= spec.layers()) {
            throw new IllegalArgumentException(
                    "layer " + request.layer() + " is none of the model's, which are 0 to " + (spec.layers() - 1));
        }
        requireAdditions(request);
        requireTerms(request);
    }

    private static void requireAdditions(ObjectiveRequest request) {
        Set<List<Integer>> places = new HashSet<>();
        boolean[] reached = new boolean[request.sequences().size()];
        for (Addition addition : request.additions()) {
            requirePlace(request, addition.sequence(), addition.position(), "the addition");
            reached[addition.sequence()] = true;
            if (addition.vector() < 0) {
                throw new IllegalArgumentException("vector " + addition.vector() + "; vectors are counted from 0");
            }
            if (!places.add(List.of(addition.sequence(), addition.position(), addition.vector()))) {
                throw new IllegalArgumentException(addition + " is asked for twice");
            }
        }
        IntStream.range(0, reached.length)
                .filter(sequence -> !reached[sequence])
                .findFirst()
                .ifPresent(sequence -> {
                    throw new IllegalArgumentException("nothing is added to sequence " + sequence
                            + ", so that the objective does not depend on it");
                });
    }

    private static void requireTerms(ObjectiveRequest request) {
        Set<List<Integer>> places = new HashSet<>();
        boolean[] measured = new boolean[request.sequences().size()];
        for (ObjectiveTerm term : request.terms()) {
            requirePlace(request, term.sequence(), term.position(), "the term");
            measured[term.sequence()] = true;
            if (!places.add(List.of(term.sequence(), term.position()))) {
                throw new IllegalArgumentException(
                        "two terms are at position " + term.position() + " of sequence " + term.sequence());
            }
            if (request.additions().stream()
                    .noneMatch(addition ->
                            addition.sequence() == term.sequence() && addition.position() <= term.position())) {
                throw new IllegalArgumentException(
                        term + " lies before all additions to its sequence, so that nothing changes it");
            }
        }
        IntStream.range(0, measured.length)
                .filter(sequence -> !measured[sequence])
                .findFirst()
                .ifPresent(sequence -> {
                    throw new IllegalArgumentException("nothing is measured in sequence " + sequence);
                });
    }

    private static void requirePlace(ObjectiveRequest request, int sequence, int position, String what) {
        int sequences = request.sequences().size();
        if (sequence < 0 || sequence >= sequences) {
            throw new IllegalArgumentException(what + " names sequence " + sequence + " of " + sequences);
        }
        int length = request.sequences().get(sequence).size();
        if (position < 0 || position >= length) {
            throw new IllegalArgumentException(
                    what + " names position " + position + " of sequence " + sequence + ", which has " + length);
        }
    }
}
