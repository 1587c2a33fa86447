package dev.engram.tracing.summary;

import dev.engram.tracing.TokenRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What averages say, in sentences that claim no more than their intervals allow. It holds for effects in any unit. */
record Finding(AverageEffects averages) {

    /** The share of the total effect under which an effect may be a rounding error of the model's arithmetic. */
    private static final double LEAST_SHARE = 0.01;

    String text() {
        Estimate total = averages.totalEffect();
        if (total.mean() <= 0) {
            return over() + " the corruption takes nothing from the answer (total effect " + EffectText.mean(total)
                    + "), so there is nothing to bring back.";
        }
        if (mayBeNone(total)) {
            return over() + " the total effect is " + EffectText.withInterval(total)
                    + ": it cannot be told from none, and neither can what restoring brings back.";
        }
        List<String> sentences = new ArrayList<>();
        Peak peak = averages.subjectPeak();
        sentences.add(subject(peak));
        cleanSubject(peak).ifPresent(sentences::add);
        if (peak.effect().isAboveZero()) {
            contenders(peak).ifPresent(sentences::add);
            sentences.addAll(overlapping(peak));
        }
        lastToken().ifPresent(sentences::add);
        certainty(peak).ifPresent(sentences::add);
        return String.join(" ", sentences);
    }

    private String subject(Peak peak) {
        Estimate total = averages.totalEffect();
        String totalText = "total effect " + EffectText.mean(total);
        if (peak.effect().mean() <= 0) {
            return over() + " restoring " + restored()
                    + " brings nothing back at any token of the subject, in no layer (" + totalText + ").";
        }
        String parenthesis = EffectText.interval(peak.effect())
                .map(interval -> interval + "; " + totalText)
                .orElse(totalText);
        String found = over() + " restoring " + restored() + " has its largest " + (single() ? "" : "average ")
                + "effect among the subject's tokens at the " + place(peak) + having(peak) + ": "
                + EffectText.mean(peak.effect())
                + " ("
                + parenthesis + ")";
        if (mayBeNone(peak.effect())) {
            return found + ", which cannot be told from none.";
        }
        if (peak.effect().mean() < LEAST_SHARE * total.mean()) {
            return found + ", less than a hundredth of the total effect.";
        }
        return found + ".";
    }

    /** Where prompts end with their subject, the last layer at its last token is no finding. */
    private Optional<String> cleanSubject(Peak peak) {
        RoleEffects last = averages.roles().get(TokenRole.LAST);
        int ending = averages.prompts() - (last == null ? 0 : last.prompts());
        if (ending == 0 || !cleanByConstruction(TokenRole.LAST_SUBJECT, peak)) {
            return Optional.empty();
        }
        return Optional.of(
                "There the run is clean by construction in " + (ending == averages.prompts() ? "all" : ending)
                        + " of them, since the subject's last token is the prompt's.");
    }

    private Optional<String> lastToken() {
        if (!averages.roles().containsKey(TokenRole.LAST)) {
            return Optional.empty();
        }
        Peak peak = averages.peak(TokenRole.LAST);
        String reaches =
                "The last token's reaches " + EffectText.withInterval(peak.effect()) + " in " + layer(peak.layer());
        if (cleanByConstruction(TokenRole.LAST, peak)) {
            return Optional.of(reaches + ", where the run is clean by construction.");
        }
        boolean unsure =
                peak.effect().mean() <= 0 || (!single() && !peak.effect().isAboveZero());
        return Optional.of(reaches + (unsure ? ", which cannot be told from none." : "."));
    }

    private Optional<String> contenders(Peak peak) {
        int layers = averages.layers();
        if (layers == 1) {
            return Optional.empty();
        }
        if (peak.contenders().size() == 1) {
            return Optional.of("Every other layer of that role is told apart from it by these facts.");
        }
        return Optional.of(
                peak.contenders().size() == layers
                        ? "No layer of that role is told apart from it by these facts."
                        : "These facts cannot tell which is the best of " + LayerText.of(peak.contenders()) + ".");
    }

    /** Other places of the subject whose own peak may be as high. */
    private List<String> overlapping(Peak peak) {
        double low = peak.effect().interval().orElseThrow().low();
        return averages.roles().keySet().stream()
                .filter(role -> role.ofSubject() && role != peak.role())
                .map(averages::peak)
                .filter(other -> other.effect()
                        .interval()
                        .filter(bounds -> bounds.high() >= low)
                        .isPresent())
                .map(other -> "The interval at the " + place(other) + ", overlaps with that.")
                .toList();
    }

    private Optional<String> certainty(Peak peak) {
        int prompts = averages.role(peak.role()).prompts();
        if (prompts == 1) {
            return Optional.of("One fact says nothing of others, so there is no interval.");
        }
        return prompts < AverageEffects.FEW_PROMPTS
                ? Optional.of("With so few facts the intervals are too narrow.")
                : Optional.empty();
    }

    private static boolean mayBeNone(Estimate estimate) {
        return estimate.interval().isPresent() && !estimate.isAboveZero();
    }

    private String having(Peak peak) {
        int prompts = averages.role(peak.role()).prompts();
        if (prompts == averages.prompts()) {
            return "";
        }
        return prompts == 1 ? ", in the one fact that has one" : ", in the " + prompts + " facts that have one";
    }

    private boolean cleanByConstruction(TokenRole role, Peak peak) {
        return averages.state().isBlockOutput() && peak.role() == role && peak.layer() == averages.layers() - 1;
    }

    private boolean single() {
        return averages.prompts() == 1;
    }

    private String over() {
        return single() ? "In the one fact traced," : "Over " + averages.prompts() + " facts,";
    }

    private String restored() {
        return switch (averages.state()) {
            case HIDDEN -> "the hidden state";
            case MLP -> "MLP outputs";
            case ATTENTION -> "attention outputs";
            case SEVERED_MLP -> "the hidden state with the MLPs severed";
            case SEVERED_ATTENTION -> "the hidden state with attention severed";
        };
    }

    private String place(Peak peak) {
        return peak.role().label() + ", " + layer(peak.layer());
    }

    private String layer(int layer) {
        return (averages.state().isBlockOutput() ? "layer " : "centre layer ") + layer;
    }
}
