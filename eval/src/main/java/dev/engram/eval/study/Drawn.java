package dev.engram.eval.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All statistics of a draw of facts, in which each may be several times or not at all. Success is explained by least squares: by a mean for each layer
 * (the share between layers), by the effect along one line (the squared correlation), and by both, which adds what the effect explains of the
 * deviations from the layers' means, along one line for all layers or one for each.
 */
final class Drawn {

    private final double[] meanEffects;
    private final double[] meanSuccesses;
    private final double whereTraced;
    private final OptionalDouble withinFacts;
    private final List<Moments> inLayers = new ArrayList<>();
    private final Moments within;
    private final Moments total;

    /** A draw of each fact as many times as {@code times} says, which is not modified. */
    Drawn(Profiles profiles, int[] times) {
        double[] weights = Arrays.stream(times).asDoubleStream().toArray();
        int layers = profiles.layers();
        meanEffects = new double[layers];
        meanSuccesses = new double[layers];
        Moments sum = Moments.NONE;
        for (int layer = 0; layer < layers; layer++) {
            meanEffects[layer] = mean(profiles.effects(layer), weights);
            meanSuccesses[layer] = mean(profiles.successes(layer), weights);
            Moments moments = Moments.of(profiles.effects(layer), profiles.successes(layer), weights);
            inLayers.add(moments);
            sum = sum.plus(moments);
        }
        within = sum;
        double[] facts = new double[layers];
        Arrays.fill(facts, Arrays.stream(weights).sum());
        Moments between = Moments.of(meanEffects, meanSuccesses, facts);
        total = new Moments(
                within.weight(), within.xx() + between.xx(), within.yy() + between.yy(), within.xy() + between.xy());
        whereTraced = mean(profiles.whereTraced(), weights);
        withinFacts = meanOfDefined(profiles.correlations(), weights);
    }

    /** Each fact once. */
    static Drawn all(Profiles profiles) {
        int[] once = new int[profiles.count()];
        Arrays.fill(once, 1);
        return new Drawn(profiles, once);
    }

    private static double mean(double[] values, double[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            weight += weights[i];
        }
        return sum / weight;
    }

    private static OptionalDouble meanOfDefined(List<OptionalDouble> values, double[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < weights.length; i++) {
            if (values.get(i).isPresent()) {
                sum += weights[i] * values.get(i).getAsDouble();
                weight += weights[i];
            }
        }
        return weight == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weight);
    }

    double meanEffect(int layer) {
        return meanEffects[layer];
    }

    double meanSuccess(int layer) {
        return meanSuccesses[layer];
    }

    /** The mean success of facts that are each edited in their own layer of the largest effect. */
    double whereTraced() {
        return whereTraced;
    }

    /** Over the facts, in one layer. */
    OptionalDouble correlationIn(int layer) {
        return inLayers.get(layer).correlation();
    }

    /** Over all pairs of a fact and a layer. */
    OptionalDouble correlation() {
        return total.correlation();
    }

    /** Over the layers, the mean of each fact's own. */
    OptionalDouble withinFacts() {
        return withinFacts;
    }

    /** R^2 of success by layer. */
    OptionalDouble byLayer() {
        return share(total.yy() - within.yy());
    }

    /** R^2 of success by effect. */
    OptionalDouble byEffect() {
        return share(total.explained());
    }

    /** What the effect adds to the layer, with one slope for all layers. */
    OptionalDouble addedByOneSlope() {
        return share(within.explained());
    }

    /** What the effect adds to the layer, with a slope for each layer. */
    OptionalDouble addedBySlopes() {
        return share(inLayers.stream().mapToDouble(Moments::explained).sum());
    }

    private OptionalDouble share(double squares) {
        return total.yVaries() ? OptionalDouble.of(squares / total.yy()) : OptionalDouble.empty();
    }
}
