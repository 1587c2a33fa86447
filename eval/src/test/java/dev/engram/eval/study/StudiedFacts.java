package dev.engram.eval.study;

import dev.engram.eval.study.StudiedFact.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Studied facts written by hand: a total effect of a half, and effects as shares of it. */
final class StudiedFacts {

    private static final double CLEAN = 0.75;
    private static final double CORRUPTED = 0.25;

    private StudiedFacts() {}

    /**
     * Five facts over layers 2, 4 and 6 of a model of eight, whose effects and rewrite scores are unlike; paraphrase scores are half of these, and no
     * fact has neighbours.
     */
    static List<StudiedFact> five() {
        double[][] effects = {{.1, .5, .2}, {.3, .9, .1}, {.0, .4, .4}, {.6, .2, .3}, {.2, .7, .8}};
        double[][] scores = {{.9, .2, .1}, {.7, .6, .3}, {1., .1, .0}, {.4, .5, .2}, {.8, .3, -.1}};
        List<StudiedFact> facts = new ArrayList<>();
        for (int fact = 0; fact < effects.length; fact++) {
            facts.add(fact(fact, new int[] {2, 4, 6}, effects[fact], scores[fact]));
        }
        return facts;
    }

    /** A fact with these shares of the total effect and rewrite scores in some layers; the largest effect of the subject is twice that of its last token. */
    static StudiedFact fact(int index, int[] layers, double[] shares, double[] scores) {
        int modelLayers = layers[layers.length - 1] + 2;
        List<Double> last = new ArrayList<>();
        List<Double> largest = new ArrayList<>();
        for (int layer = 0; layer < modelLayers; layer++) {
            last.add(0.0);
            largest.add(0.0);
        }
        List<LayerEdit> edits = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            last.set(layers[i], shares[i] * (CLEAN - CORRUPTED));
            largest.set(layers[i], 2 * shares[i] * (CLEAN - CORRUPTED));
            edits.add(new LayerEdit(
                    layers[i],
                    scores[i],
                    OptionalDouble.of(scores[i] / 2),
                    OptionalDouble.empty(),
                    scores[i] > 0.5,
                    OptionalDouble.of(scores[i] > 0.5 ? 1 : 0),
                    OptionalDouble.empty(),
                    scores[i] > 0.75));
        }
        return new StudiedFact(
                index,
                "fact " + index,
                "Ann " + index + " sings",
                "Ann " + index,
                "hymns",
                Outcome.STUDIED,
                " songs",
                Optional.empty(),
                Optional.of(new FactEffects(" songs", CLEAN, CORRUPTED, last, largest)),
                edits);
    }

    /** A fact that is apart from the others. */
    static StudiedFact apart(int index, Outcome outcome) {
        return new StudiedFact(
                index,
                "fact " + index,
                "Ann " + index + " sings",
                "Ann " + index,
                "hymns",
                outcome,
                " songs",
                Optional.of("a reason"),
                Optional.empty(),
                List.of());
    }
}
