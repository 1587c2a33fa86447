package dev.engram.editing.saved;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checksum keeps nobody from writing nonsense and its checksum: each is refused in a sentence that names the file. */
class HostileEditsTest {

    private static final String MODEL = "ab".repeat(32);
    private static final String SETTINGS =
            "{\"editor\":\"fine-tuning\",\"layer\":1,\"steps\":2,\"learningRate\":0.1,\"earlyStop\":0.0,\"largestChange\":null}";
    private static final String REWRITE = "{\"prompt\":\"{} plays the\",\"subject\":\"Miles\",\"target\":\"piano\"}";
    private static final String UPDATE = "{\"layer\":1,\"maximalRank\":1,\"norm\":1.0}";
    private static final Map<String, FloatTensor> DELTA =
            Map.of("edits.0.layers.1.delta", FloatTensor.of(new float[] {1, 2}, 1, 2));

    @TempDir
    private Path folder;

    private static String edit(String settings, String rewrites, String updates) {
        return "[{\"settings\":" + settings + ",\"rewrites\":" + rewrites + ",\"updates\":" + updates + "}]";
    }

    private void assertRefused(String model, String described, Map<String, FloatTensor> tensors, String problem)
            throws IOException {
        Path file = folder.resolve("hostile.safetensors");
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "engram-edits-1");
        metadata.put("model", model);
        metadata.put("model_name", "tiny");
        metadata.put("edits", described);
        metadata.put("sha256", Checksum.of(model, described, tensors.values()));
        SafetensorsWriter.write(file, tensors, ElementType.F32, metadata);

        assertThatThrownBy(() -> SavedEdits.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is damaged: " + problem);
    }

    private void assertRefused(String described, String problem) throws IOException {
        assertRefused(MODEL, described, DELTA, problem);
    }

    @Test
    void what_describes_no_edits_is_refused() throws IOException {
        assertRefused("null", "it is null");
        assertRefused("", "the whole must be a list");
        assertRefused("{}", "the whole must be a list");
        assertRefused("{[", "the whole must be a list");
        assertRefused("[null]", "'[0]' must be an object");
        assertRefused("[]", "there are no edits to save");
        assertRefused(
                "zz",
                edit(SETTINGS, "[" + REWRITE + "]", "[" + UPDATE + "]"),
                DELTA,
                "'zz' is not a SHA-256 in lower-case hexadecimal digits");
    }

    @Test
    void what_an_edit_lacks_is_named() throws IOException {
        assertRefused(edit("null", "[]", "[" + UPDATE + "]"), "'[0].settings' must be an object");
        assertRefused(edit(SETTINGS, "null", "[" + UPDATE + "]"), "'[0].rewrites' must be a list");
        assertRefused(edit(SETTINGS, "[null]", "[" + UPDATE + "]"), "'[0].rewrites[0]' must be an object");
        assertRefused(edit(SETTINGS, "[]", "null"), "'[0].updates' must be a list");
        assertRefused(edit(SETTINGS, "[]", "[null]"), "'[0].updates[0]' must be an object");
        assertRefused(edit(SETTINGS, "[]", "[]"), "an edit without updates changes nothing");
        assertRefused(
                edit(SETTINGS, "[" + REWRITE.replace("\"piano\"", "null") + "]", "[" + UPDATE + "]"),
                "'[0].rewrites[0].target' must be a text");
        assertRefused(
                edit(SETTINGS, "[" + REWRITE.replace("{} plays", "He plays") + "]", "[" + UPDATE + "]"),
                "the template 'He plays the' must have {} for its subject, once");
    }

    @Test
    void updates_that_cannot_be_are_named() throws IOException {
        String described = edit(SETTINGS, "[" + REWRITE + "]", "[" + UPDATE + "]");
        assertRefused(
                MODEL, described, Map.of(), "there are no tensors edits.0.layers.1.left and edits.0.layers.1.right");
        assertRefused(
                MODEL,
                described,
                Map.of("edits.0.layers.1.delta", FloatTensor.of(new float[] {1, 2}, 2)),
                "delta of shape [2]; a matrix with at least one entry is needed");
        assertRefused(
                edit(SETTINGS, "[" + REWRITE + "]", "[" + UPDATE + "," + UPDATE + "]"),
                "an edit has two updates of layer 1");
    }
}
