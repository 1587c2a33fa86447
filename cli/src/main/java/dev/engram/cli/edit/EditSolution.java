package dev.engram.cli.edit;

import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.method.KeyReport;
import dev.engram.eval.health.StorageLoss;
import dev.engram.models.EditableModel;
import dev.engram.models.export.HuggingFaceExport;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.weights.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an edit rests on, layer by layer, and what is lost of it where it is stored.
 *
 * @param keys what the closed form was solved with; empty for methods without statistics
 * @param storage the loss by rounding of the edited weights, where the model's files have them in fewer bits than float32
 */
record EditSolution(List<KeyReport> keys, List<StorageLoss> storage) {

    EditSolution {
        keys = List.copyOf(keys);
        storage = List.copyOf(storage);
    }

    /** @param edited the model with the edit on */
    static EditSolution of(ModelFiles files, EditableModel edited, List<Integer> layers, KeyKnowledge knowledge) {
        List<StorageLoss> storage = new ArrayList<>();
        for (int layer : layers) {
            ElementType type = HuggingFaceExport.typeOf(files, layer);
            if (type != ElementType.F32) {
                StorageLoss.of(
                                layer,
                                files.weights().outputProjection(layer).read(),
                                edited.outputProjection(layer),
                                type)
                        .ifPresent(storage::add);
            }
        }
        return new EditSolution(knowledge.reports(), storage);
    }

    /** A line for each of them. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (KeyReport report : keys) {
            lines.add("layer " + report.layer() + ": statistics of " + report.tokens() + " keys, " + quality(report));
        }
        for (StorageLoss loss : storage) {
            lines.add(String.format(
                    Locale.ROOT,
                    "layer %d: exported as %s, rounding moves the weights by %.2g %% of what the edit moves them",
                    loss.layer(),
                    loss.type(),
                    100 * loss.shareOfUpdate()));
        }
        return lines;
    }

    private static String quality(KeyReport report) {
        if (report instanceof KeyReport.Unused unused) {
            return String.format(
                    Locale.ROOT,
                    "%d of %d directions unused (eigenvalue under %.2e)",
                    unused.dimension(),
                    unused.width(),
                    unused.threshold());
        }
        KeyReport.Inverse inverse = (KeyReport.Inverse) report;
        return String.format(
                Locale.ROOT,
                "reciprocal condition %.1e%s",
                inverse.reciprocalCondition(),
                inverse.ridge() == 0 ? "" : String.format(Locale.ROOT, ", ridge %.0e", inverse.ridge()));
    }
}
