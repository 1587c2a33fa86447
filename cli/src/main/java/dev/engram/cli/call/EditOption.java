package dev.engram.cli.call;

import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.saved.SavedEdits;
import dev.engram.models.EditableModel;
import dev.engram.models.LanguageModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.files.TextModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --edit}: files of edits that the model has on. */
public final class EditOption {

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
    public List<Edit> edits(ModelFiles model) throws IOException {
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
    public EditStack applied(EditableModel loaded, ModelFiles model) throws IOException {
        EditStack stack = new EditStack(loaded);
        for (Edit edit : edits(model)) {
            stack.add(edit);
        }
        return stack;
    }

    /** A scope in which a model of which texts are asked has the edits on; closed before the model. */
    public Scope applied(LanguageModel loaded, TextModelFiles model) throws IOException {
        if (!isGiven()) {
            return () -> {};
        }
        if (loaded instanceof EditableModel editable && model instanceof ModelFiles own) {
            return applied(editable, own)::close;
        }
        throw new IllegalArgumentException("--edit: no weight of " + model.name()
                + " can be exchanged, since it is an ONNX graph alone; put the edit on the model's own files, or export those with it"
                + " ('engram export --format onnx')");
    }

    /** What is on until it is closed. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
