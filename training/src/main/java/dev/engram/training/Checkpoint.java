package dev.engram.training;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.SafetensorsFile;
import dev.engram.models.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that a killed run needs to go on: written whole or not at all.
 */
final class Checkpoint {

    private static final String STEP = "step";
    private static final String RECIPE = "recipe";

    private final int step;
    private final float[] parameters;
    private final float[] first;
    private final float[] second;

    /**
     * The state after a step. The arrays are not copied.
     *
     * @param step the last that was done; 0 before the first
     * @param parameters as the layout has them
     * @param first AdamW's running mean of gradients
     * @param second AdamW's running mean of squared gradients
     */
    Checkpoint(int step, float[] parameters, float[] first, float[] second) {
        this.step = step;
        this.parameters = parameters;
        this.first = first;
        this.second = second;
    }

    int step() {
        return step;
    }

    float[] parameters() {
        return parameters;
    }

    float[] first() {
        return first;
    }

    float[] second() {
        return second;
    }

    /**
     * Reads the checkpoint at a place, if there is one.
     *
     * @param recipe what the run is; a checkpoint of another is refused
     * @throws IllegalArgumentException if it is another run's
     */
    static Optional<Checkpoint> read(Path file, String recipe) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            Map<String, String> metadata = stored.metadata();
            if (!recipe.equals(metadata.get(RECIPE))) {
                throw new IllegalArgumentException(file + " belongs to another run, " + metadata.get(RECIPE)
                        + "; this one is " + recipe + "; give another --work folder, or remove the file");
            }
            return Optional.of(new Checkpoint(
                    Integer.parseInt(metadata.getOrDefault(STEP, "")),
                    read(stored, "parameters"),
                    read(stored, "first"),
                    read(stored, "second")));
        }
    }

    private static float[] read(SafetensorsFile stored, String name) {
        FloatBuffer values =
                FloatBuffer.allocate(Math.toIntExact(stored.tensor(name).elements()));
        stored.read(name, values);
        return values.array();
    }

    void write(Path file, String recipe) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        tensors.put("parameters", FloatTensor.of(parameters, parameters.length));
        tensors.put("first", FloatTensor.of(first, first.length));
        tensors.put("second", FloatTensor.of(second, second.length));
        SafetensorsWriter.write(file, tensors, ElementType.F32, Map.of(STEP, Integer.toString(step), RECIPE, recipe));
    }
}
