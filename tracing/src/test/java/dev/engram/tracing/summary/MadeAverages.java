package dev.engram.tracing.summary;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Averages written by hand. */
final class MadeAverages {

    private static final int PROMPTS = 100;

    private MadeAverages() {}

    static AverageEffects of(Estimate totalEffect, Map<TokenRole, RoleEffects> roles) {
        return of(RestoredState.HIDDEN, totalEffect, roles);
    }

    static AverageEffects of(RestoredState state, Estimate totalEffect, Map<TokenRole, RoleEffects> roles) {
        int prompts = roles.values().iterator().next().prompts();
        return new AverageEffects(state, SummarySettings.DEFAULT, prompts, totalEffect, roles);
    }

    /** A mean with an interval. */
    static Estimate estimate(double low, double mean, double high) {
        return new Estimate(mean, Optional.of(new Interval(low, high)));
    }

    /** Effects of 100 tokens in as many prompts, with intervals a tenth to either side and no layer told apart. */
    static RoleEffects role(double... means) {
        return role(PROMPTS, IntStream.range(0, means.length).boxed().toList(), means);
    }

    static RoleEffects role(int prompts, List<Integer> contenders, double... means) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(means.length, 0));
        counts.set(0, prompts);
        return new RoleEffects(
                prompts,
                prompts,
                Arrays.stream(means).mapToObj(mean -> around(prompts, mean)).toList(),
                contenders,
                new PromptPeaks(
                        counts, around(prompts, Arrays.stream(means).max().orElseThrow())));
    }

    private static Estimate around(int prompts, double mean) {
        return prompts == 1 ? new Estimate(mean, Optional.empty()) : estimate(mean - 0.1, mean, mean + 0.1);
    }
}
