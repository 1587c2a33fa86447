package dev.engram.models;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The directory of a tiny OPT with numbers of a generator that {@code make_opt_goldens.py} has, too: what transformers computes for it is
 * among the resources.
 */
final class TinyOpt {

    private static final int VOCABULARY = 384;
    private static final int CONTEXT = 64;
    private static final int WIDTH = 32;
    private static final int HIDDEN = 96;
    private static final int LAYERS = 3;

    /** In the order of their names, in which they are filled. */
    private final Map<String, FloatTensor> tensors = new TreeMap<>();

    private long state = 17;

    private TinyOpt() {}

    /** Writes the directory {@code opt}, and {@code golden.json} beside it. */
    static void write(Path folder) throws IOException {
        Path directory = Files.createDirectories(folder.resolve("opt"));
        copy("golden.json", folder);
        copy("config.json", directory);
        copy("tokenizer.json", directory);
        SafetensorsWriter.write(
                directory.resolve("model.safetensors"),
                new TinyOpt().filled(),
                ElementType.F32,
                Map.of("format", "pt"));
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream resource = Objects.requireNonNull(TinyOpt.class.getResourceAsStream("opt/" + name))) {
            Files.write(to.resolve(name), resource.readAllBytes());
        }
    }

    private Map<String, FloatTensor> filled() {
        matrix("embed_tokens.weight", VOCABULARY, WIDTH);
        matrix("embed_positions.weight", 2 + CONTEXT, WIDTH);
        norm("final_layer_norm");
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "layers." + layer + ".";
            norm(block + "self_attn_layer_norm");
            for (String map : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
                linear(block + "self_attn." + map, WIDTH, WIDTH);
            }
            norm(block + "final_layer_norm");
            linear(block + "fc1", HIDDEN, WIDTH);
            linear(block + "fc2", WIDTH, HIDDEN);
        }
        tensors.replaceAll((name, empty) -> {
            boolean matrix = empty.shape().size() > 1;
            float center = name.endsWith("norm.weight") ? 1 : 0;
            float[] values = new float[empty.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = next() * (matrix ? 0.875f : 0.25f) + center;
            }
            return FloatTensor.wrap(
                    values, empty.shape().stream().mapToInt(i -> i).toArray());
        });
        return tensors;
    }

    private void linear(String name, int outputs, int inputs) {
        matrix(name + ".weight", outputs, inputs);
        vector(name + ".bias", outputs);
    }

    private void norm(String name) {
        vector(name + ".weight", WIDTH);
        vector(name + ".bias", WIDTH);
    }

    private void matrix(String name, int rows, int columns) {
        tensors.put("model.decoder." + name, FloatTensor.wrap(new float[rows * columns], rows, columns));
    }

    private void vector(String name, int length) {
        tensors.put("model.decoder." + name, FloatTensor.wrap(new float[length], length));
    }

    /** A number in [-0.5, 0.5): the upper 24 bits of a congruential generator (Knuth's MMIX). */
    private float next() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (state >>> 40) / 0x1p24f - 0.5f;
    }
}
