package dev.engram.tracing.summary;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What one prompt brings to the averages of one kind. */
final class PromptEffects implements Comparable<PromptEffects> {

    private final int layers;
    private final double totalEffect;
    private final Map<TokenRole, RoleTally> roles = new EnumMap<>(TokenRole.class);

    private PromptEffects(int layers, double totalEffect) {
        this.layers = layers;
        this.totalEffect = totalEffect;
    }

    /**
     * The effects of one trace.
     *
     * @throws IllegalArgumentException if it lacks the kind, or a value is not finite
     */
    static PromptEffects of(TraceResult trace, RestoredState state) {
        TraceGrid grid = trace.grid(state);
        PromptEffects effects =
                new PromptEffects(grid.layers(), requireFinite(trace.totalEffect(), "the total effect"));
        for (int position = 0; position < grid.positions(); position++) {
            TokenRole role = TokenRole.of(position, trace.subject(), grid.positions());
            double[] row = new double[grid.layers()];
            for (int layer = 0; layer < row.length; layer++) {
                row[layer] = requireFinite(
                        grid.at(position, layer) - trace.corruptedValue(),
                        "the effect at position " + position + ", layer " + layer);
            }
            effects.roles
                    .computeIfAbsent(role, missing -> new RoleTally(grid.layers()))
                    .add(row);
        }
        return effects;
    }

    private static double requireFinite(double effect, String name) {
        if (!Double.isFinite(effect)) {
            throw new IllegalArgumentException(name + " is " + effect + "; only finite ones have an average");
        }
        return effect;
    }

    int layers() {
        return layers;
    }

    double totalEffect() {
        return totalEffect;
    }

    /** Absent where the prompt has no such token. */
    Optional<RoleTally> role(TokenRole role) {
        return Optional.ofNullable(roles.get(role));
    }

    /** By total effect first, so that its interval is the same for all kinds; prompts that compare as equal are so in every number. */
    @Override
    public int compareTo(PromptEffects other) {
        return Arrays.compare(key(), other.key());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PromptEffects effects && compareTo(effects) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key());
    }

    private double[] key() {
        DoubleStream.Builder key = DoubleStream.builder();
        key.add(totalEffect);
        for (TokenRole role : TokenRole.values()) {
            role(role).map(RoleTally::numbers).orElse(DoubleStream.of(0)).forEach(key::add); // counts come first
        }
        return key.build().toArray();
    }
}
