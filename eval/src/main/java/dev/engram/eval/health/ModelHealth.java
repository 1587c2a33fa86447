package dev.engram.eval.health;

import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.FactReport;
import dev.engram.editing.method.ValueNorms;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * What an edit did to a model besides what it was for.
 *
 * @param leastKeyRatio the least {@link ValueNorms#keyRatio} of the facts; empty for methods without keys
 * @param updateRatio the largest norm of an update over that of the weight that it changes
 * @param perplexityBefore of the neutral text
 * @param perplexityAfter of the same
 * @param shareKept the share of first choices in the neutral text that are the same after the edit
 */
public record ModelHealth(
        OptionalDouble leastKeyRatio,
        double updateRatio,
        double perplexityBefore,
        double perplexityAfter,
        double shareKept) {

    /** Below it, hardly anything of the edit reaches the prompt by itself, and the original's formula explodes. */
    public static final double LEAST_KEY_RATIO = 0.1;

    /** From about here on, published edits that disabled a model begin. */
    public static final double LARGEST_UPDATE_RATIO = 0.5;

    /** An edit of one fact that makes other text a tenth less predictable is no local change. */
    public static final double LARGEST_PERPLEXITY_RATIO = 1.1;

    public static final double LEAST_SHARE_KEPT = 0.9;

    /**
     * Measures an edit.
     *
     * @param weights W of a layer before the edit
     * @param before the reading of the neutral text without the edit
     * @param after with it
     */
    public static ModelHealth of(
            EditResult result,
            IntFunction<FloatTensor> weights,
            HealthProbe.Reading before,
            HealthProbe.Reading after) {
        OptionalDouble keyRatio = result.facts().stream()
                .map(FactReport::norms)
                .flatMap(Optional::stream)
                .mapToDouble(ValueNorms::keyRatio)
                .min();
        double updateRatio = result.updates().stream()
                .mapToDouble(
                        update -> update.norm() / weights.apply(update.layer()).norm())
                .max()
                .orElseThrow();
        return new ModelHealth(keyRatio, updateRatio, before.perplexity(), after.perplexity(), before.shareKept(after));
    }

    /** How the edit damages the model, a sentence for each limit that it passes; empty if it passes none. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        leastKeyRatio.stream()
                .filter(ratio -> Math.abs(ratio) < LEAST_KEY_RATIO)
                .forEach(ratio -> warnings.add(damage(
                        "the key of the prompt by itself has little in common with the edit's (ratio %.3f, should be over %.2f)",
                        ratio, LEAST_KEY_RATIO)));
        if (updateRatio > LARGEST_UPDATE_RATIO) {
            warnings.add(damage(
                    "the update is %.2f times as large as the weight that it changes (should be under %.2f)",
                    updateRatio, LARGEST_UPDATE_RATIO));
        }
        // Written so that NaN warns.
        if (!(perplexityAfter <= LARGEST_PERPLEXITY_RATIO * perplexityBefore)) {
            warnings.add(damage(
                    "the perplexity of neutral text went from %.2f to %.2f (should stay under %.2f times)",
                    perplexityBefore, perplexityAfter, LARGEST_PERPLEXITY_RATIO));
        }
        if (!(shareKept >= LEAST_SHARE_KEPT)) {
            warnings.add(damage(
                    "only %.1f %% of unrelated predictions stayed (should be over %.0f %%)",
                    100 * shareKept, 100 * LEAST_SHARE_KEPT));
        }
        return warnings;
    }

    private static String damage(String text, Object... values) {
        return "this edit damages the model: " + String.format(Locale.ROOT, text, values);
    }
}
