package dev.engram.reports;

import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.EditorSettings.KeyChoice;
import dev.engram.editing.value.ValueSettings;
import dev.engram.editing.value.ValueSettings.DecayForm;
import dev.engram.editing.value.ValueSettings.KlPlace;
import dev.engram.eval.sweep.SettingsSweep.Outcome;
import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.eval.sweep.SweepScore;
import dev.engram.models.KlDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Sweeps written by hand. */
public final class SampleSweeps {

    private SampleSweeps() {}

    /** ROME at layers 2, 5 and 8, with clamps of 2 and 4 in turn, chosen by 20 facts; layer 5 with a clamp of 4 is the best, and scored on 19 others. */
    public static Outcome rome() {
        List<Scored> tried = List.of(
                new Scored(rome(2, 2), new SweepScore(0.5, 0.25, 1, 0.25, 20)),
                new Scored(rome(2, 4), new SweepScore(0.9, 0.6, 0.75, 0.8, 20)),
                new Scored(rome(5, 2), new SweepScore(0.8, 0.4, 0.95, 0.7, 20)),
                new Scored(rome(5, 4), new SweepScore(1, 0.8, 0.9, 0.95, 20)),
                new Scored(rome(8, 2), new SweepScore(0.4, 0, 1, 0.1, 20)),
                new Scored(rome(8, 4), new SweepScore(0.75, 0.2, 0.85, 0.5, 20)));
        return new Outcome(tried, tried.get(3), new SweepScore(0.975, 0.7125, 0.88, 0.9, 19));
    }

    /** MEMIT at three layers each, one strength. */
    public static Outcome memit() {
        List<Scored> tried = List.of(
                new Scored(memit(List.of(3, 4, 5)), new SweepScore(0.9, 0.8, 0.7, 0.6, 10)),
                new Scored(memit(List.of(4, 5, 6)), new SweepScore(0.8, 0.7, 0.6, 0.5, 10)));
        return new Outcome(tried, tried.get(0), new SweepScore(1, 1, 1, 1, 10));
    }

    /** Fine-tuning, which has no clamp, of so many layers that do equally well. */
    public static Outcome fineTuning(int layers) {
        List<Scored> tried = new ArrayList<>();
        IntStream.range(0, layers)
                .forEach(layer -> tried.add(new Scored(
                        new EditorSettings.FineTuning(layer, 25, 5e-4, 0, OptionalDouble.empty()),
                        new SweepScore(1, 1, 1, 1, 3))));
        return new Outcome(tried, tried.get(0), new SweepScore(0, 0, 0, 0, 2));
    }

    private static EditorSettings rome(int layer, double clamp) {
        return new EditorSettings.Rome(layer, KeyChoice.AVERAGED, ContextSettings.bare(), value(clamp), true);
    }

    private static EditorSettings memit(List<Integer> layers) {
        return new EditorSettings.Memit(layers, ContextSettings.bare(), value(0.75), 15_000);
    }

    private static ValueSettings value(double clamp) {
        return new ValueSettings(
                20,
                0.5,
                0.5,
                0.0625,
                clamp,
                0.05,
                DecayForm.OVER_SQUARED_NORM,
                KlPlace.SUBJECT_LAST,
                KlDirection.NOW_FROM_BEFORE);
    }
}
