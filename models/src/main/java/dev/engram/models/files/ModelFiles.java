package dev.engram.models.files;

import dev.engram.models.EditableModel;
import dev.engram.models.SiteKind;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.engine.onnx.OnnxEngine;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.family.ConfigFile;
import dev.engram.models.family.GgufTranslation;
import dev.engram.models.family.ModelConfig;
import dev.engram.models.family.ModelFamilies;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.runtime.SiteInventory;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.GgufFile;
import dev.engram.models.weights.SafetensorsCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of a model on disk, opened and understood but not loaded: a Hugging Face directory or a GGUF file.
 *
 * <p>Opening reads headers and configuration only. {@link #load} reads the weights; the model that it gives stands by itself.
 */
public final class ModelFiles implements TextModelFiles {

    private final ModelSource source;
    private final DecoderWeights weights;

    private ModelFiles(ModelSource source, DecoderWeights weights) {
        this.source = source;
        this.weights = weights;
    }

    /**
     * Opens a directory with config.json, tokenizer.json and safetensors, or a {@code .gguf} file.
     *
     * @throws IOException if a file is missing or broken; the message names it
     * @throws IllegalArgumentException if the model is of a kind that is not supported, or its files contradict each other
     */
    public static ModelFiles open(Path path) throws IOException {
        if (OnnxModelFiles.isGraphAlone(path)) {
            throw OnnxModelFiles.notUnderstood(path);
        }
        if (Files.isDirectory(path)) {
            return ofDirectory(path);
        }
        if (!Files.exists(path)) {
            throw new IOException("there is no model at " + path);
        }
        if (path.toString().toLowerCase(Locale.ROOT).endsWith(".gguf")) {
            return ofGguf(path);
        }
        throw new IOException(path + " is neither a model directory nor a .gguf file");
    }

    private static ModelFiles ofDirectory(Path directory) throws IOException {
        ModelConfig config = ConfigFile.read(directory);
        ModelFamilies.of(config); // an unsupported architecture is named before its weights are looked for
        SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(directory);
        return described(new ModelSource.Directory(directory, checkpoint), config);
    }

    private static ModelFiles ofGguf(Path file) throws IOException {
        GgufFile gguf = GgufFile.open(file);
        try {
            GgufTranslation translation = GgufTranslation.of(gguf, gguf.metadata());
            return described(new ModelSource.Gguf(file, gguf, translation), translation.config());
        } catch (RuntimeException e) {
            gguf.close();
            throw e;
        }
    }

    private static ModelFiles described(ModelSource source, ModelConfig config) {
        try {
            DecoderWeights weights = ModelFamilies.of(config).describe(config, source.checkpoint());
            return new ModelFiles(source, weights);
        } catch (RuntimeException e) {
            source.checkpoint().close();
            throw e;
        }
    }

    /** A short name for people: the id of what comes from the hub's cache, else the directory's or the file's name. */
    @Override
    public String name() {
        Path path = source.path();
        return HuggingFaceCache.idOfSnapshot(path)
                .orElseGet(() -> path.toAbsolutePath().normalize().getFileName().toString());
    }

    /** In what form the files are. */
    public ModelSource source() {
        return source;
    }

    public Checkpoint checkpoint() {
        return source.checkpoint();
    }

    /** The parameters by role, still on disk. */
    public DecoderWeights weights() {
        return weights;
    }

    /** The kinds of site that the model has. */
    public List<SiteKind> siteKinds() {
        return SiteInventory.kinds(weights.spec());
    }

    /** The hash of everything that decides what the model computes: its configuration and its weights. */
    @Override
    public ModelFingerprint fingerprint() throws IOException {
        return ModelFingerprint.of(source.decidingFiles());
    }

    /** The tokenizer alone; the caller closes it. */
    public Tokenizer openTokenizer() throws IOException {
        return source.openTokenizer();
    }

    /** Loads the weights into PyTorch on the CPU. The result owns all it needs; these files may be closed. */
    @Override
    public EditableModel load() throws IOException {
        return load(ComputeSettings.DEFAULT);
    }

    /** Loads the weights into an engine on the CPU. The result owns all it needs; these files may be closed, but must stay where they are. */
    public EditableModel load(EngineKind kind) throws IOException {
        return load(ComputeSettings.of(kind));
    }

    /**
     * Loads the weights. The result owns all it needs; these files may be closed, but must stay where they are.
     *
     * @throws IllegalArgumentException if the device is not there; the message says what is missing
     */
    public EditableModel load(ComputeSettings settings) throws IOException {
        Tokenizer opened = openTokenizer();
        try {
            return switch (settings.engine()) {
                case DJL ->
                    new EditableTransformer(opened, DjlEngine.load(weights, settings.device(), settings.precision()));
                case ONNX -> new EditableTransformer(opened, OnnxEngine.load(weights), this::reloadedWithGradients);
                case REFERENCE -> new EditableTransformer(opened, reference(), this::reloadedWithGradients);
            };
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** On files of its own, which it reads as long as it lives. */
    private ReferenceEngine reference() throws IOException {
        ModelFiles again = open(source.path());
        return new ReferenceEngine(again.weights, again::close);
    }

    /** The files may have been closed meanwhile. */
    private DjlEngine reloadedWithGradients() {
        try (ModelFiles again = open(source.path())) {
            return DjlEngine.load(again.weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        source.checkpoint().close();
    }
}
