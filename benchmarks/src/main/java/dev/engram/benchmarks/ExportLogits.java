package dev.engram.benchmarks;

import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.MergedWeights;
import dev.engram.editing.saved.SavedEdits;
import dev.engram.models.EditableModel;
import dev.engram.models.ForwardRequest;
import dev.engram.models.export.ExportProgress;
import dev.engram.models.export.ExportedModel;
import dev.engram.models.export.GgufExport;
import dev.engram.models.export.HuggingFaceExport;
import dev.engram.models.export.ModelExport;
import dev.engram.models.export.OnnxExport;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelSource;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exports a model and prints, as JSON lines, how long that took and what the model itself computes for some prompts; {@code
 * peers/export_logits.py}, {@code onnx_logits.py} and {@code gguf_logits.py} print the same of what was exported. The script {@code
 * compare-export} holds them against each other.
 *
 * <p>Arguments: the model's path, what to write, its {@link Form}, a JSON file with a list of prompts, and maybe a file of edits.
 */
public final class ExportLogits {

    private record Written(double seconds, long weightBytes) {}

    private record Answer(String prompt, List<Integer> tokenIds, List<Float> logits) {}

    /** What is written. */
    private enum Form {
        F16,
        F32,
        ONNX,
        ONNX_CACHE,
        GGUF_F16,
        GGUF_Q8_0
    }

    private ExportLogits() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 4 && args.length != 5) {
            throw new IllegalArgumentException("expected MODEL TARGET FORM PROMPTS [EDITS], not " + List.of(args));
        }
        List<Edit> edits = args.length == 5 ? SavedEdits.read(Path.of(args[4])).edits() : List.of();
        JsonMapper mapper = new JsonMapper();
        PrintStream lines = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> prompts =
                mapper.readValue(Files.readAllBytes(Path.of(args[3])), new TypeReference<List<String>>() {});
        lines.println(
                mapper.writeValueAsString(write(Path.of(args[0]), Path.of(args[1]), Form.valueOf(args[2]), edits)));
        try (EditableModel model = TwoThreads.load(Path.of(args[0]));
                EditStack stack = new EditStack(model)) {
            edits.forEach(stack::add);
            for (String prompt : prompts) {
                List<Integer> ids = model.tokenizer().encode(prompt).ids();
                FloatTensor logits = model.run(ForwardRequest.of(List.of(ids))).lastLogits(0);
                List<Float> values =
                        IntStream.range(0, logits.size()).mapToObj(logits::get).toList();
                lines.println(mapper.writeValueAsString(new Answer(prompt, ids, values)));
            }
        }
    }

    private static Written write(Path model, Path target, Form form, List<Edit> edits) throws IOException {
        long start = System.nanoTime();
        try (ModelFiles files = ModelFiles.open(model)) {
            Map<Integer, FloatTensor> edited = MergedWeights.of(
                    edits, layer -> files.weights().outputProjection(layer).read());
            ModelExport export = switch (form) {
                case F16, F32 ->
                    files.source() instanceof ModelSource.Gguf
                            ? HuggingFaceExport.ofGguf(files, edited, ElementType.valueOf(form.name()))
                            : HuggingFaceExport.of(files, edited);
                case ONNX -> OnnxExport.of(files, edited, false);
                case ONNX_CACHE -> OnnxExport.of(files, edited, true);
                case GGUF_F16 -> GgufExport.of(files, edited, ElementType.F16);
                case GGUF_Q8_0 -> GgufExport.of(files, edited, ElementType.Q8_0);
            };
            ExportedModel written = export.writeTo(target, ExportProgress.NONE);
            return new Written((System.nanoTime() - start) / 1e9, written.weightBytes());
        }
    }
}
