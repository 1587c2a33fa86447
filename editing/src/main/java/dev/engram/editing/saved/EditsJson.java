package dev.engram.editing.saved;

import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.Edit;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.StrictJson;
import dev.engram.editing.update.WeightUpdate;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** What a file of edits says of them in words: all but the numbers. */
final class EditsJson {

    private static final TypeReference<List<DescribedEdit>> EDITS = new TypeReference<>() {};

    private EditsJson() {}

    record DescribedRewrite(String prompt, String subject, String target) {}

    record DescribedUpdate(int layer, int maximalRank, double norm) {}

    record DescribedEdit(EditorSettings settings, List<DescribedRewrite> rewrites, List<DescribedUpdate> updates) {

        DescribedEdit {
            rewrites = List.copyOf(rewrites);
            updates = List.copyOf(updates);
        }

        List<Rewrite> toRewrites() {
            return rewrites.stream()
                    .map(rewrite -> new Rewrite(new Template(rewrite.prompt()), rewrite.subject(), rewrite.target()))
                    .toList();
        }
    }

    static String write(List<Edit> edits) {
        return StrictJson.write(edits.stream().map(EditsJson::described).toList(), EDITS);
    }

    private static DescribedEdit described(Edit edit) {
        return new DescribedEdit(
                edit.settings(),
                edit.rewrites().stream()
                        .map(rewrite ->
                                new DescribedRewrite(rewrite.template().text(), rewrite.subject(), rewrite.target()))
                        .toList(),
                edit.updates().stream().map(EditsJson::described).toList());
    }

    private static DescribedUpdate described(WeightUpdate update) {
        return new DescribedUpdate(update.layer(), update.maximalRank(), update.norm());
    }

    /** @throws IllegalArgumentException if it is no such text; the message says why */
    static List<DescribedEdit> read(String json) {
        return StrictJson.read(json, EDITS);
    }
}
