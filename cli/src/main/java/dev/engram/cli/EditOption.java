package dev.engram.cli;

import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.saved.SavedEdits;
import dev.engram.models.EditableModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --edit}: files of edits that the model has on. */
final class EditOption {

    @Option(
            names = "--edit",
            paramLabel = "FILE",
            description =
                    "Edits to put on the model first, as 'engram edit --out' wrote them; may be repeated, in this order.")
    private List<Path> files = new ArrayList<>();

    boolean isGiven() {
        return !files.isEmpty();
    }

    /**
     * The edits, in order.
     *
     * @throws IllegalArgumentException if a file is of another model
     */
    List<Edit> edits(ModelFiles model) throws IOException {
        List<Edit> edits = new ArrayList<>();
        if (isGiven()) {
            ModelFingerprint fingerprint = model.fingerprint();
            for (Path file : files) {
                SavedEdits saved = SavedEdits.read(file);
                saved.requireModel(fingerprint, model.name());
                edits.addAll(saved.edits());
            }
        }
        return edits;
    }

    /** A model with the edits on; the stack is closed before the model. */
    EditStack applied(EditableModel loaded, ModelFiles model) throws IOException {
        EditStack stack = new EditStack(loaded);
        for (Edit edit : edits(model)) {
            stack.add(edit);
        }
        return stack;
    }
}
