package dev.engram.benchmarks;

import dev.engram.models.ForwardRequest;
import dev.engram.models.SiteModel;
import dev.engram.models.export.ExportProgress;
import dev.engram.models.export.ExportedModel;
import dev.engram.models.export.HuggingFaceExport;
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
 * peers/export_logits.py} prints the same of what was exported. The script {@code compare-export} holds them against each other.
 *
 * <p>Arguments: the model's path, the directory to write, the number type of a GGUF file's export, a JSON file with a list of prompts.
 */
public final class ExportLogits {

    private record Written(double seconds, long weightBytes) {}

    private record Answer(String prompt, List<Integer> tokenIds, List<Float> logits) {}

    private ExportLogits() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("expected MODEL DIRECTORY TYPE PROMPTS, not " + List.of(args));
        }
        JsonMapper mapper = new JsonMapper();
        PrintStream lines = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> prompts =
                mapper.readValue(Files.readAllBytes(Path.of(args[3])), new TypeReference<List<String>>() {});
        lines.println(mapper.writeValueAsString(write(Path.of(args[0]), Path.of(args[1]), args[2])));
        try (SiteModel model = TwoThreads.load(Path.of(args[0]))) {
            for (String prompt : prompts) {
                List<Integer> ids = model.tokenizer().encode(prompt).ids();
                FloatTensor logits = model.run(ForwardRequest.of(List.of(ids))).lastLogits(0);
                List<Float> values =
                        IntStream.range(0, logits.size()).mapToObj(logits::get).toList();
                lines.println(mapper.writeValueAsString(new Answer(prompt, ids, values)));
            }
        }
    }

    private static Written write(Path model, Path directory, String type) throws IOException {
        long start = System.nanoTime();
        try (ModelFiles files = ModelFiles.open(model)) {
            HuggingFaceExport export = files.source() instanceof ModelSource.Gguf
                    ? HuggingFaceExport.ofGguf(files, Map.of(), ElementType.valueOf(type))
                    : HuggingFaceExport.of(files, Map.of());
            ExportedModel written = export.writeTo(directory, ExportProgress.NONE);
            return new Written((System.nanoTime() - start) / 1e9, written.weightBytes());
        }
    }
}
