package dev.engram.editing.saved;

import dev.engram.editing.Edit;
import dev.engram.editing.update.DenseUpdate;
import dev.engram.editing.update.LowRankUpdate;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.CheckpointException;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.SafetensorsFile;
import dev.engram.models.weights.SafetensorsWriter;
import dev.engram.models.weights.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Edits of one model, in the order in which they were made, as a safetensors file: the factors of their updates as tensors in F32
 * ({@code edits.0.layers.5.left} [r, D] and {@code right} [r, F], or {@code delta} [D, F]), and in its metadata what model they are of and
 * what they make it say.
 *
 * @param model the hash of the model that they were made for
 * @param modelName what it was called, for people
 */
public record SavedEdits(ModelFingerprint model, String modelName, List<Edit> edits) {

    private static final String FORMAT = "engram-edits-1";

    public SavedEdits {
        edits = List.copyOf(edits);
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("there are no edits to save");
        }
    }

    /** Writes a file, whole or not at all. */
    public void write(Path file) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < edits.size(); i++) {
            for (WeightUpdate update : edits.get(i).updates()) {
                String name = "edits." + i + ".layers." + update.layer() + ".";
                if (update instanceof LowRankUpdate lowRank) {
                    tensors.put(name + "left", lowRank.left());
                    tensors.put(name + "right", lowRank.right());
                } else if (update instanceof DenseUpdate dense) {
                    tensors.put(name + "delta", dense.delta());
                }
            }
        }
        String described = EditsJson.write(edits);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("model", model.sha256());
        metadata.put("model_name", modelName);
        metadata.put("edits", described);
        metadata.put("sha256", Checksum.of(model.sha256(), described, tensors.values()));
        SafetensorsWriter.write(file, tensors, ElementType.F32, metadata);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is no file of edits, cut off, or altered since it was written; the message names it
     */
    public static SavedEdits read(Path file) throws IOException {
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            Map<String, String> metadata = opened.metadata();
            String format = metadata.getOrDefault("format", "none");
            if (!format.equals(FORMAT)) {
                throw new CheckpointException(
                        file,
                        "is no file of edits: the format that its metadata names is " + format + ", not " + FORMAT);
            }
            Map<String, FloatTensor> tensors = new LinkedHashMap<>();
            for (TensorInfo info : opened.tensors().values()) {
                tensors.put(info.name(), tensor(opened, info));
            }
            String model = required(file, metadata, "model");
            String described = required(file, metadata, "edits");
            if (!required(file, metadata, "sha256").equals(Checksum.of(model, described, tensors.values()))) {
                throw new CheckpointException(
                        file, "was altered since it was written: its contents do not have the checksum that it names");
            }
            return new SavedEdits(
                    new ModelFingerprint(model), required(file, metadata, "model_name"), edits(described, tensors));
        } catch (ArithmeticException | IllegalArgumentException e) { // sizes beyond an array's, too
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String required(Path file, Map<String, String> metadata, String key) throws IOException {
        String value = metadata.get(key);
        if (value == null) {
            throw new CheckpointException(file, "is a damaged file of edits: its metadata lacks '" + key + "'");
        }
        return value;
    }

    private static FloatTensor tensor(SafetensorsFile file, TensorInfo info) {
        int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
        float[] values = new float[Math.toIntExact(info.elements())];
        file.read(info.name(), FloatBuffer.wrap(values));
        return FloatTensor.wrap(values, shape);
    }

    private static List<Edit> edits(String described, Map<String, FloatTensor> tensors) {
        List<Edit> edits = new ArrayList<>();
        List<EditsJson.DescribedEdit> read = EditsJson.read(described);
        for (int i = 0; i < read.size(); i++) {
            List<WeightUpdate> updates = new ArrayList<>();
            for (EditsJson.DescribedUpdate update : read.get(i).updates()) {
                updates.add(update("edits." + i + ".layers." + update.layer() + ".", update.layer(), tensors));
            }
            edits.add(new Edit(read.get(i).settings(), read.get(i).toRewrites(), updates));
        }
        return edits;
    }

    private static WeightUpdate update(String name, int layer, Map<String, FloatTensor> tensors) {
        FloatTensor delta = tensors.get(name + "delta");
        FloatTensor left = tensors.get(name + "left");
        FloatTensor right = tensors.get(name + "right");
        if (delta != null) {
            return new DenseUpdate(layer, delta);
        }
        if (left == null || right == null) {
            throw new IllegalArgumentException("there are no tensors " + name + "left and " + name + "right");
        }
        return new LowRankUpdate(layer, left, right);
    }

    /**
     * Refuses another model.
     *
     * @throws IllegalArgumentException if the hash is another
     */
    public void requireModel(ModelFingerprint other, String otherName) {
        if (!model.equals(other)) {
            throw new IllegalArgumentException("the edits are of the model " + modelName + " (" + model.shortForm()
                    + "), not of " + otherName + " (" + other.shortForm() + ")");
        }
    }
}
