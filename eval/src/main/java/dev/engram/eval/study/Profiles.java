package dev.engram.eval.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** The profiles of N facts over K layers, layer by layer, with what does not change when facts are drawn again. */
final class Profiles {

    private final List<FactProfile> facts;
    private final double[][] effects;
    private final double[][] successes;
    private final double[] whereTraced;
    private final List<OptionalDouble> correlations;

    /** Profiles, at least one, over the same number of layers. */
    Profiles(List<FactProfile> facts) {
        this.facts = List.copyOf(facts);
        int layers = facts.get(0).layers();
        effects = new double[layers][facts.size()];
        successes = new double[layers][facts.size()];
        whereTraced = new double[facts.size()];
        for (int fact = 0; fact < facts.size(); fact++) {
            FactProfile profile = facts.get(fact);
            if (profile.layers() != layers) {
                throw new IllegalArgumentException(
                        "facts with " + layers + " and with " + profile.layers() + " layers");
            }
            for (int layer = 0; layer < layers; layer++) {
                effects[layer][fact] = profile.effects().get(layer);
                successes[layer][fact] = profile.successes().get(layer);
            }
            whereTraced[fact] = profile.successes().get(profile.tracedLayer());
        }
        correlations = facts.stream().map(FactProfile::correlation).toList();
    }

    int count() {
        return facts.size();
    }

    int layers() {
        return effects.length;
    }

    /** One number a fact; not to be modified. */
    double[] effects(int layer) {
        return effects[layer];
    }

    /** One number a fact; not to be modified. */
    double[] successes(int layer) {
        return successes[layer];
    }

    /** Each fact's success in its own layer of the largest effect; not to be modified. */
    double[] whereTraced() {
        return whereTraced;
    }

    /** Of effect and success over the layers, one a fact. */
    List<OptionalDouble> correlations() {
        return correlations;
    }

    /** The same with each fact's effects given to another one. */
    Profiles exchanged(Random random) {
        List<FactProfile> others = new ArrayList<>(facts);
        Collections.shuffle(others, random);
        List<FactProfile> exchanged = new ArrayList<>();
        for (int fact = 0; fact < facts.size(); fact++) {
            exchanged.add(
                    new FactProfile(others.get(fact).effects(), facts.get(fact).successes()));
        }
        return new Profiles(exchanged);
    }
}
