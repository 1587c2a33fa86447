package dev.engram.tracing.summary;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** From what each prompt brings to averages with intervals. */
final class Averaging {

    private final List<PromptEffects> prompts;
    private final SummarySettings settings;
    private final int layers;

    Averaging(List<PromptEffects> prompts, SummarySettings settings) {
        this.prompts = prompts;
        this.settings = settings;
        layers = prompts.get(0).layers();
        for (PromptEffects prompt : prompts) {
            if (prompt.layers() != layers) {
                throw new IllegalArgumentException("traces of " + layers + " and of " + prompt.layers() + " layers");
            }
        }
    }

    AverageEffects of(RestoredState state) {
        List<TokenRole> present = Arrays.stream(TokenRole.values())
                .filter(role ->
                        prompts.stream().anyMatch(prompt -> prompt.role(role).isPresent()))
                .toList();
        List<PromptSums> quantities = new ArrayList<>();
        quantities.add(totalEffects());
        for (TokenRole role : present) {
            quantities.add(effects(role));
            quantities.add(maxima(role));
        }
        List<ResampledMeans> resampled = Bootstrap.of(prompts.size(), quantities, settings);

        Map<TokenRole, RoleEffects> roles = new EnumMap<>(TokenRole.class);
        for (int i = 0; i < present.size(); i++) {
            ResampledMeans effects = resampled.get(1 + 2 * i);
            Estimate meanMaximum = resampled.get(2 + 2 * i).estimate(0);
            roles.put(present.get(i), roleEffects(present.get(i), effects, meanMaximum));
        }
        return new AverageEffects(
                state, settings, prompts.size(), resampled.get(0).estimate(0), roles);
    }

    private PromptSums totalEffects() {
        PromptSums sums = new PromptSums(prompts.size(), 1);
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            sums.put(prompt, 1, prompts.get(prompt).totalEffect());
        }
        return sums;
    }

    private PromptSums effects(TokenRole role) {
        return settings.pooling() == Pooling.TOKENS
                ? sums(role, layers, RoleTally::tokens, RoleTally::sums)
                : sums(role, layers, tally -> 1, RoleTally::means);
    }

    private PromptSums maxima(TokenRole role) {
        return sums(role, 1, tally -> 1, tally -> new double[] {tally.maximum()});
    }

    private PromptSums sums(
            TokenRole role, int columns, Function<RoleTally, Integer> count, Function<RoleTally, double[]> columnSums) {
        PromptSums sums = new PromptSums(prompts.size(), columns);
        for (int i = 0; i < prompts.size(); i++) {
            int prompt = i;
            prompts.get(prompt)
                    .role(role)
                    .ifPresent(tally -> sums.put(prompt, count.apply(tally), columnSums.apply(tally)));
        }
        return sums;
    }

    private RoleEffects roleEffects(TokenRole role, ResampledMeans effects, Estimate meanMaximum) {
        List<RoleTally> tallies =
                prompts.stream().flatMap(prompt -> prompt.role(role).stream()).toList();
        Integer[] layerCounts = new Integer[layers];
        Arrays.fill(layerCounts, 0);
        tallies.forEach(tally -> layerCounts[tally.maximumLayer()]++);
        List<Estimate> byLayer =
                IntStream.range(0, layers).mapToObj(effects::estimate).toList();
        return new RoleEffects(
                tallies.stream().mapToInt(RoleTally::tokens).sum(),
                tallies.size(),
                byLayer,
                contenders(byLayer, effects),
                new PromptPeaks(List.of(layerCounts), meanMaximum));
    }

    private static List<Integer> contenders(List<Estimate> byLayer, ResampledMeans effects) {
        int best = RoleEffects.bestLayer(byLayer);
        return IntStream.range(0, byLayer.size())
                .filter(layer -> layer == best || !effects.toldApart(layer, best))
                .boxed()
                .toList();
    }
}
