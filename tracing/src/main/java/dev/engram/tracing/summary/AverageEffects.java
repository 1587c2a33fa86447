package dev.engram.tracing.summary;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.TraceResult;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The effects of restoring one kind of state, averaged over the prompts of one model by token role and layer (Meng et al. 2022, section 2.2
 * and figure 2), each with a 95 % interval.
 *
 * <p>Total effect: clean minus corrupted run. Indirect effect: restored minus corrupted run. Intervals are those of the percentile bootstrap
 * over prompts (Efron and Tibshirani 1993, chapter 13): whole prompts are drawn again, since the tokens of one are not independent. Each is
 * for its own cell, not for all at once. They hold for prompts like these, and for the one draw of noise that all share; with fewer than {@value
 * #FEW_PROMPTS} prompts they are too narrow. The published figure has normal bands instead.
 *
 * <p>Prompts are put in an order by their effects before they are drawn, so their order in the list changes nothing, to the last bit.
 *
 * @param prompts how many were averaged
 * @param totalEffect mean over the prompts, whatever the pooling
 * @param roles those that occur, in the order of the enumeration, by L layers each. Unlike in the published code, a subject of one token
 *     counts as its last alone
 */
public record AverageEffects(
        RestoredState state,
        SummarySettings settings,
        int prompts,
        Estimate totalEffect,
        Map<TokenRole, RoleEffects> roles) {

    /**
     * The least prompts whose intervals are taken at their word. The percentile bootstrap of a normal mean covers 85 % with 5 prompts, 90 %
     * with 10, 93 % with 20 and 94.6 % with 100, where it promises 95 %.
     */
    public static final int FEW_PROMPTS = 20;

    /** What to say wherever averages are shown. */
    public static final String CAVEAT = "The best layer to trace is not thereby the best layer to edit: where a fact "
            + "traces was found to say next to nothing about where editing it works (Hase et al. 2023, “Does Localization "
            + "Inform Editing?”).";

    public AverageEffects {
        Map<TokenRole, RoleEffects> copy = new EnumMap<>(TokenRole.class);
        copy.putAll(roles);
        roles = Collections.unmodifiableMap(copy);
        RoleEffects subject = copy.get(TokenRole.LAST_SUBJECT);
        if (subject == null) {
            throw new IllegalArgumentException(
                    "every trace has a last subject token; these averages hold " + copy.keySet());
        }
        int layers = subject.byLayer().size();
        copy.forEach((role, effects) -> {
            if (effects.prompts() > prompts || effects.byLayer().size() != layers) {
                throw new IllegalArgumentException(
                        role.label() + ": " + effects.byLayer().size() + " layers in " + effects.prompts()
                                + " prompts; the averages are of " + layers + " in " + prompts);
            }
        });
    }

    /** Averages with the default settings. */
    public static AverageEffects of(List<TraceResult> traces, RestoredState state) {
        return of(traces, state, SummarySettings.DEFAULT);
    }

    /**
     * The averages of traces of one model.
     *
     * @throws IllegalArgumentException if there are none, one lacks the kind, their layers differ in number, or a value is not finite
     */
    public static AverageEffects of(List<TraceResult> traces, RestoredState state, SummarySettings settings) {
        if (traces.isEmpty()) {
            throw new IllegalArgumentException("an average over no traces");
        }
        return new Averaging(
                        traces.stream()
                                .map(trace -> PromptEffects.of(trace, state))
                                .sorted()
                                .toList(),
                        settings)
                .of(state);
    }

    public int layers() {
        return role(TokenRole.LAST_SUBJECT).byLayer().size();
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
     * Where the effect of one role is highest.
     *
     * @throws IllegalArgumentException if no token has it
     */
    public Peak peak(TokenRole role) {
        RoleEffects effects = role(role);
        int layer = effects.bestLayer();
        return new Peak(role, layer, effects.byLayer().get(layer), effects.contenders());
    }

    /**
     * Where the effect is highest of all; the first, by role and then by layer, where several are equal. For hidden states that is the last
     * token in the last layer as a rule: it decides the answer alone, so there the run is clean by construction.
     */
    public Peak peak() {
        return peakWhere(role -> true);
    }

    /** The same among the subject's tokens: where the fact is recalled, as far as tracing shows it. */
    public Peak subjectPeak() {
        return peakWhere(TokenRole::ofSubject);
    }

    private Peak peakWhere(Predicate<TokenRole> chosen) {
        return roles.keySet().stream()
                .filter(chosen)
                .map(this::peak)
                .sorted(Comparator.comparingDouble((Peak peak) -> peak.effect().mean())
                        .reversed()) // keeps equal ones in order
                .findFirst()
                .orElseThrow();
    }

    /** What was found and how sure it is, or that nothing was; {@link #CAVEAT} goes with it. */
    public String finding() {
        return new Finding(this).text();
    }
}
