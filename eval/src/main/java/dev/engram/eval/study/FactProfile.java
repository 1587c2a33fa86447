package dev.engram.eval.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One fact's tracing effect and edit success in each of K layers.
 *
 * @param effects K finite numbers
 * @param successes as many
 */
record FactProfile(List<Double> effects, List<Double> successes) implements Comparable<FactProfile> {

    /** Two pairs always lie on a line. */
    static final int LEAST_PAIRS = 3;

    FactProfile {
        effects = List.copyOf(effects);
        successes = List.copyOf(successes);
        if (effects.isEmpty() || effects.size() != successes.size()) {
            throw new IllegalArgumentException(effects.size() + " effects and " + successes.size()
                    + " successes; there is one of each a layer, at least one");
        }
        for (List<Double> values : List.of(effects, successes)) {
            if (!values.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(values + " are not all finite");
            }
        }
    }

    /** A fact's, if it has this success in every layer. */
    static Optional<FactProfile> of(StudiedFact fact, EffectMeasure effect, SuccessMeasure success) {
        FactEffects traced = fact.effects().orElseThrow();
        List<Double> effects = new ArrayList<>();
        List<Double> successes = new ArrayList<>();
        for (LayerEdit edit : fact.edits()) {
            OptionalDouble value = success.of(edit);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            effects.add(effect.of(traced, edit.layer()));
            successes.add(value.getAsDouble());
        }
        return Optional.of(new FactProfile(effects, successes));
    }

    int layers() {
        return effects.size();
    }

    /** The layer, from 0 to K - 1, of the largest effect; the lowest of several. */
    int tracedLayer() {
        return effects.indexOf(Collections.max(effects));
    }

    /** Of effect and success over the layers; empty where one of both does not vary, or there are too few layers to speak of one. */
    OptionalDouble correlation() {
        double[] once = new double[layers()];
        Arrays.fill(once, 1);
        return layers() < LEAST_PAIRS
                ? OptionalDouble.empty()
                : Moments.of(array(effects), array(successes), once).correlation();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Profiles that compare as equal are so in every number. */
    @Override
    public int compareTo(FactProfile other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    private Double[] numbers() {
        List<Double> numbers = new ArrayList<>(effects);
        numbers.addAll(successes);
        return numbers.toArray(Double[]::new);
    }
}
