package dev.engram.reports;

import dev.engram.eval.study.FactEffects;
import dev.engram.eval.study.LayerEdit;
import dev.engram.eval.study.StudiedFact;
import dev.engram.eval.study.StudiedFact.Outcome;
import dev.engram.eval.study.StudySummary;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.Resampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Studies written by hand. */
public final class SampleStudies {

    private SampleStudies() {}

    /** Four facts by ROME at layers 0, 4 and 8 of a model of ten, one of which scores below 0 there, and one fact that the model got wrong. */
    public static StudySummary rome() {
        return of(List.of(
                fact(0, "Ann", new double[] {.1, .5, .2}, new double[] {.9, .2, .1}),
                fact(1, "Bob", new double[] {.3, .9, .1}, new double[] {.7, .6, .3}),
                fact(2, "Cid", new double[] {.0, .4, .4}, new double[] {1, .1, 0}),
                fact(3, "Dot", new double[] {.6, .2, 1.2}, new double[] {.4, .5, -.2}),
                wrong()));
    }

    /** The same with as many facts as asked for, in so many layers. */
    public static StudySummary of(int facts, int layers) {
        List<StudiedFact> studied = new ArrayList<>();
        for (int fact = 0; fact < facts; fact++) {
            double[] effects = new double[layers];
            double[] scores = new double[layers];
            for (int layer = 0; layer < layers; layer++) {
                effects[layer] = (double) (fact + layer) / (facts + layers);
                scores[layer] = (double) (fact * layer % 7) / 7;
            }
            studied.add(fact(fact, "Ann", effects, scores));
        }
        return of(studied);
    }

    /** One of a single fact with this prompt and id. */
    public static StudySummary named(String text) {
        return of(List.of(fact(0, text, new double[] {.1, .5}, new double[] {.9, .2})));
    }

    /** One without a studied fact. */
    public static StudySummary none() {
        return of(List.of(wrong()));
    }

    private static StudySummary of(List<StudiedFact> facts) {
        return StudySummary.of("rome", RestoredState.HIDDEN, facts, Resampling.DEFAULT);
    }

    private static StudiedFact wrong() {
        return new StudiedFact(
                4,
                "Eve",
                "Eve sings",
                "Eve",
                "hymns",
                Outcome.WRONG,
                " loud",
                Optional.of("expected 'songs'"),
                Optional.empty(),
                List.of());
    }

    private static StudiedFact fact(int index, String name, double[] shares, double[] scores) {
        int layers = 4 * shares.length - 2;
        List<Double> effects = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            effects.add(layer % 4 == 0 ? shares[layer / 4] / 2 : 0);
        }
        List<LayerEdit> edits = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            edits.add(new LayerEdit(
                    4 * i,
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
                name,
                name + " sings",
                name,
                "hymns",
                Outcome.STUDIED,
                " songs",
                Optional.empty(),
                Optional.of(new FactEffects(" songs", 0.75, 0.25, effects, effects)),
                edits);
    }
}
