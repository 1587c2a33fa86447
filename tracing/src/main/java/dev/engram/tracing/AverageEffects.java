package dev.engram.tracing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Indirect effects (restored minus corrupted probability) of one kind of restored state, averaged over traces by token role and layer;
 * tokens are pooled, as in Meng et al. 2022, figure 2.
 *
 * @param facts how many traces were averaged
 * @param totalEffect mean of clean minus corrupted probability
 * @param roles those that occur, in the order of the enumeration
 */
public record AverageEffects(RestoredState state, int facts, double totalEffect, Map<TokenRole, RoleEffects> roles) {

    /**
     * One role.
     *
     * @param tokens how many were pooled
     * @param byLayer mean indirect effect in each of the L layers
     */
    public record RoleEffects(int tokens, List<Double> byLayer) {

        public RoleEffects {
            byLayer = List.copyOf(byLayer);
        }

        /** The layer with the highest effect; the lowest of several. */
        public int bestLayer() {
            return byLayer.indexOf(Collections.max(byLayer));
        }
    }

    public AverageEffects {
        Map<TokenRole, RoleEffects> copy = new EnumMap<>(TokenRole.class);
        copy.putAll(roles);
        roles = Collections.unmodifiableMap(copy);
    }

    /**
     * The effects of one role.
     *
     * @throws IllegalArgumentException if no token has it
     */
    public RoleEffects role(TokenRole role) {
        RoleEffects effects = roles.get(role);
        if (effects == null) {
            throw new IllegalArgumentException(
                    "no traced token is a " + role.label() + "; there are " + roles.keySet());
        }
        return effects;
    }

    /**
     * The averages of traces of one model.
     *
     * @throws IllegalArgumentException if there are none, one lacks the kind, or their layers differ in number
     */
    public static AverageEffects of(List<TraceResult> traces, RestoredState state) {
        if (traces.isEmpty()) {
            throw new IllegalArgumentException("an average over no traces");
        }
        int layers = traces.get(0).grid(state).layers();
        Map<TokenRole, List<double[]>> samples = new EnumMap<>(TokenRole.class);
        for (TraceResult trace : traces) {
            TraceGrid grid = trace.grid(state);
            if (grid.layers() != layers) {
                throw new IllegalArgumentException("traces of " + layers + " and of " + grid.layers() + " layers");
            }
            for (int position = 0; position < grid.positions(); position++) {
                double[] effects = grid.position(position).stream()
                        .mapToDouble(value -> value - trace.corruptedValue())
                        .toArray();
                TokenRole role = TokenRole.of(position, trace.subject(), grid.positions());
                samples.computeIfAbsent(role, missing -> new ArrayList<>()).add(effects);
            }
        }
        Map<TokenRole, RoleEffects> roles = new EnumMap<>(TokenRole.class);
        samples.forEach((role, pooled) -> roles.put(role, new RoleEffects(pooled.size(), means(pooled, layers))));
        double total =
                traces.stream().mapToDouble(TraceResult::totalEffect).average().orElseThrow();
        return new AverageEffects(state, traces.size(), total, roles);
    }

    private static List<Double> means(List<double[]> pooled, int layers) {
        return IntStream.range(0, layers)
                .mapToObj(layer -> pooled.stream()
                        .mapToDouble(effects -> effects[layer])
                        .average()
                        .orElseThrow())
                .toList();
    }
}
