package dev.engram.models;

import dev.engram.models.family.ConfigFile;
import dev.engram.models.family.ModelFamilies;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tiny models of the families that can be opened; new families come along by themselves. */
public final class TinyDirectories {

    public static final List<String> NAMES = List.of(
            "gpt2",
            "gpt2-f16",
            "gptj",
            "gpt-neox",
            "gpt-neox-sequential",
            "llama",
            "llama3-bf16",
            "mistral",
            "qwen2",
            "qwen3",
            "opt");

    /** Made in the folder of the build when it is first asked for. */
    private static @Nullable Path opt;

    private TinyDirectories() {}

    /** Their names; where the shared folder is absent, those of all, so that their tests say that they are skipped. */
    public static List<String> supported() throws IOException {
        List<String> supported = new ArrayList<>();
        for (String name : NAMES) {
            if (!SharedFolder.isPresent()
                    || ModelFamilies.modelTypes()
                            .contains(ConfigFile.read(directory(name)).modelType())) {
                supported.add(name);
            }
        }
        return supported;
    }

    public static Path directory(String name) {
        return name.equals("opt") ? opt().resolve(name) : SharedFolder.require("models", "tiny", name);
    }

    /** What transformers computes for a model. */
    public static Path golden(String name) {
        return name.equals("opt")
                ? opt().resolve("golden.json")
                : SharedFolder.require("golden", "tiny", name + ".json");
    }

    private static synchronized Path opt() {
        try {
            if (opt == null) {
                Path folder = Path.of("target", "tiny-opt");
                TinyOpt.write(folder);
                opt = folder;
            }
            return opt;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy that a test may change. */
    public static Path copy(String name, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(directory(name))) {
            Files.write(to.resolve(file.getFileName().toString()), Files.readAllBytes(file));
        }
        return to;
    }

    public static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
