package dev.engram.cli;

import dev.engram.models.files.HuggingFaceCache;
import dev.engram.models.files.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --model}: a directory, a file, or the id of a model in the Hugging Face cache. */
final class ModelOption {

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "MODEL",
            description = "A Hugging Face directory, a .gguf file, or the id of a model in the Hugging Face cache "
                    + "(HF_HOME or its default). Nothing is downloaded.")
    private String model = "";

    /**
     * Opens the model's files.
     *
     * @throws IllegalArgumentException if there is nothing of this name; the message says where was looked
     */
    ModelFiles open() throws IOException {
        Path path = Path.of(model);
        if (Files.exists(path)) {
            return ModelFiles.open(path);
        }
        HuggingFaceCache cache = new HuggingFaceCache(hubFolder(System.getenv()));
        Path snapshot = cache.find(model)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no model '" + model + "': no such file or directory, and no such "
                                + "id in the Hugging Face cache " + cache.folder()));
        return ModelFiles.open(snapshot);
    }

    /** The name as the user gave it. */
    String given() {
        return model;
    }

    /** Where the Hugging Face tools keep the hub's models, by their own variables. */
    static Path hubFolder(Map<String, String> environment) {
        String hub = environment.getOrDefault("HF_HUB_CACHE", "");
        if (!hub.isEmpty()) {
            return Path.of(hub);
        }
        String home = environment.getOrDefault("HF_HOME", "");
        if (!home.isEmpty()) {
            return Path.of(home, "hub");
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = caches.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
        return base.resolve("huggingface").resolve("hub");
    }
}
