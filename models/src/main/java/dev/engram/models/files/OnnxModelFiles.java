package dev.engram.models.files;

import dev.engram.models.LanguageModel;
import dev.engram.models.engine.onnx.OnnxDecoder;
import dev.engram.models.family.ConfigFile;
import dev.engram.models.family.ModelConfig;
import dev.engram.models.onnx.OnnxFile;
import dev.engram.models.runtime.ForeignModel;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A decoder as an ONNX graph that another tool made, with its configuration and tokenizer: {@code model.onnx} beside them (Optimum), or in a
 * folder {@code onnx} (transformers.js).
 */
public final class OnnxModelFiles implements TextModelFiles {

    private static final String FOLDER = "onnx";
    private static final List<String> GRAPHS = List.of("model.onnx", FOLDER + "/model.onnx");
    private static final List<String> UNDERSTOOD = List.of("model.safetensors", "model.safetensors.index.json");

    private final Path directory;
    private final ModelConfig config;
    private final OnnxFile graph;

    private OnnxModelFiles(Path directory, ModelConfig config, OnnxFile graph) {
        this.directory = directory;
        this.config = config;
        this.graph = graph;
    }

    /** Whether there is a graph at a path and no weights in another form. */
    static boolean isGraphAlone(Path path) {
        if (Files.isDirectory(path)) {
            return graphIn(path).isPresent() && UNDERSTOOD.stream().noneMatch(name -> Files.exists(path.resolve(name)));
        }
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    private static Optional<Path> graphIn(Path directory) {
        return GRAPHS.stream().map(directory::resolve).filter(Files::exists).findFirst();
    }

    /** What is said where more is asked of such a model than texts. */
    static IllegalArgumentException notUnderstood(Path path) {
        return new IllegalArgumentException(path
                + " is an ONNX graph alone, of which only texts can be asked ('engram predict', 'generate', 'datasets known'): it does not"
                + " say where its layers are, nor which weights are whose; for all else name the model's own directory, with its"
                + " safetensors, or a .gguf file of it ('engram models pull ORG/NAME' gets it from the hub)");
    }

    static OnnxModelFiles open(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? graphIn(path).orElseThrow() : path;
        Path directory = settingsOf(file);
        return new OnnxModelFiles(directory, ConfigFile.read(directory), OnnxFile.read(file));
    }

    /** Where the configuration of a graph lies: beside it, or one folder up. */
    private static Path settingsOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        boolean isBeside = Files.exists(folder.resolve("config.json")) || !folder.endsWith(FOLDER);
        return isBeside ? folder : folder.resolveSibling("");
    }

    @Override
    public String name() {
        return HuggingFaceCache.idOfSnapshot(directory)
                .orElseGet(() -> directory.getFileName().toString());
    }

    @Override
    public ModelFingerprint fingerprint() throws IOException {
        List<Path> deciding = new ArrayList<>(List.of(directory.resolve("config.json"), graph.file()));
        deciding.addAll(graph.dataFiles());
        return ModelFingerprint.of(deciding);
    }

    @Override
    public LanguageModel load() throws IOException {
        int vocabulary = config.requireCount("vocab_size");
        int context = Stream.of("max_position_embeddings", "n_positions", "n_ctx")
                .flatMap(key -> config.count(key).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        config.source() + " does not say 'max_position_embeddings', the length of the context"));
        Tokenizer tokenizer = Tokenizers.fromDirectory(directory);
        try {
            return new ForeignModel(tokenizer, OnnxDecoder.open(graph.file(), vocabulary, context));
        } catch (IOException | RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
