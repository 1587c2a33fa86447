package dev.engram.reports;

import dev.engram.tracing.AverageEffects;
import dev.engram.tracing.AverageEffects.RoleEffects;
import dev.engram.tracing.TokenRole;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/** Where an average effect is highest among the subject's tokens; the first one, by role and then by layer, where several are equal. */
public record SubjectPeak(TokenRole role, int layer, double effect) {

    /** The roles of the subject's own tokens. */
    public static final Set<TokenRole> ROLES =
            Collections.unmodifiableSet(EnumSet.range(TokenRole.FIRST_SUBJECT, TokenRole.LAST_SUBJECT));

    /**
     * The peak of averages.
     *
     * @throws IllegalArgumentException if no token of theirs is the subject's
     */
    public static SubjectPeak of(AverageEffects averages) {
        return averages.roles().entrySet().stream()
                .filter(entry -> ROLES.contains(entry.getKey()))
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(SubjectPeak::effect).reversed()) // keeps equal ones in order
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of the roles "
                        + averages.roles().keySet() + " is one of the subject's; averages of traces hold " + ROLES));
    }

    private static SubjectPeak of(TokenRole role, RoleEffects effects) {
        int layer = effects.bestLayer();
        return new SubjectPeak(role, layer, effects.byLayer().get(layer));
    }

    /** The peak in one sentence. */
    public String sentence() {
        if (effect <= 0) {
            return "At no token of the subject and in no layer is the average effect above zero.";
        }
        return "Among the subject's tokens the average effect is highest at the " + role.label() + ", layer " + layer
                + ": " + ProbabilityText.effect(effect) + ".";
    }
}
