package dev.engram.models.files;

import dev.engram.models.EditableModel;
import dev.engram.models.SiteKind;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.family.ConfigFile;
import dev.engram.models.family.GgufTranslation;
import dev.engram.models.family.ModelConfig;
import dev.engram.models.family.ModelFamilies;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.runtime.SiteInventory;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.GgufFile;
import dev.engram.models.weights.SafetensorsCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files of a model on disk, opened and understood but not loaded: a Hugging Face directory or a GGUF file.
 *
 * <p>Opening reads headers and configuration only. {@link #load} reads the weights; the model that it gives stands by itself.
 */
public final class ModelFiles implements AutoCloseable {

    private final Path path;
    private final Checkpoint checkpoint;
    private final DecoderWeights weights;
    private final TokenizerSource tokenizer;

    private ModelFiles(Path path, Checkpoint checkpoint, DecoderWeights weights, TokenizerSource tokenizer) {
        this.path = path;
        this.checkpoint = checkpoint;
        this.weights = weights;
        this.tokenizer = tokenizer;
    }

    /**
     * Opens a directory with config.json, tokenizer.json and safetensors, or a {@code .gguf} file.
     *
     * @throws IOException if a file is missing or broken; the message names it
     * @throws IllegalArgumentException if the model is of a kind that is not supported, or its files contradict each other
     */
    public static ModelFiles open(Path path) throws IOException {
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
        return described(directory, config, checkpoint, () -> Tokenizers.fromDirectory(directory));
    }

    private static ModelFiles ofGguf(Path file) throws IOException {
        GgufFile gguf = GgufFile.open(file);
        try {
            GgufTranslation translation = GgufTranslation.of(gguf, gguf.metadata());
            return described(
                    file,
                    translation.config(),
                    translation.checkpoint(),
                    () -> Tokenizers.fromGguf(gguf.metadata(), file));
        } catch (RuntimeException e) {
            gguf.close();
            throw e;
        }
    }

    private static ModelFiles described(
            Path path, ModelConfig config, Checkpoint checkpoint, TokenizerSource tokenizer) {
        try {
            DecoderWeights weights = ModelFamilies.of(config).describe(config, checkpoint);
            return new ModelFiles(path, checkpoint, weights, tokenizer);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** A short name for people: the id of what comes from the hub's cache, else the directory's or the file's name. */
    public String name() {
        return HuggingFaceCache.idOfSnapshot(path)
                .orElseGet(() -> path.toAbsolutePath().normalize().getFileName().toString());
    }

    public Checkpoint checkpoint() {
        return checkpoint;
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
    public ModelFingerprint fingerprint() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(path)) {
            files.add(path.resolve("config.json"));
        }
        files.addAll(checkpoint.files());
        return ModelFingerprint.of(files);
    }

    /** The tokenizer alone; the caller closes it. */
    public Tokenizer openTokenizer() throws IOException {
        return tokenizer.open();
    }

    /** Loads the weights into PyTorch on the CPU. The result owns all it needs; these files may be closed. */
    public EditableModel load() throws IOException {
        Tokenizer opened = openTokenizer();
        try {
            return new EditableTransformer(opened, DjlEngine.load(weights));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void close() {
        checkpoint.close();
    }

    @FunctionalInterface
    private interface TokenizerSource {
        Tokenizer open() throws IOException;
    }
}
