package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsCheckpointTest extends CheckpointContract {

    private static final FloatTensor ONE = FloatTensor.of(new float[] {1}, 1);
    private static final FloatTensor TWO = FloatTensor.of(new float[] {2}, 1);

    @TempDir
    private Path folder;

    /** A shard for each tensor, so that the contract's laws hold across files. */
    @Override
    protected Checkpoint writeAndOpen(Path into, Map<String, FloatTensor> tensors) throws IOException {
        Map<String, String> places = new LinkedHashMap<>();
        for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
            String shard = "model-" + places.size() + ".safetensors";
            TestSafetensors.write(into.resolve(shard), Map.of(tensor.getKey(), tensor.getValue()));
            places.put(tensor.getKey(), shard);
        }
        writeIndex(into, places);
        return SafetensorsCheckpoint.open(into);
    }

    @Test
    void a_single_file_is_a_checkpoint() throws IOException {
        TestSafetensors.write(folder.resolve("model.safetensors"), Map.of("w", TWO));

        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(folder)) {
            assertThat(TestCheckpoints.floats(checkpoint, "w")).containsExactly(2);
            assertThat(checkpoint.files()).containsExactly(folder.resolve("model.safetensors"));
        }
    }

    @Test
    void the_single_file_counts_where_an_index_is_there_too() throws IOException {
        TestSafetensors.write(folder.resolve("model.safetensors"), Map.of("w", ONE));
        writeIndex(folder, Map.of("w", "absent.safetensors"));

        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(folder)) {
            assertThat(TestCheckpoints.floats(checkpoint, "w")).containsExactly(1);
        }
    }

    @Test
    void a_tensor_in_two_shards_is_read_from_the_one_that_the_index_names() throws IOException {
        TestSafetensors.write(folder.resolve("a.safetensors"), Map.of("w", ONE));
        TestSafetensors.write(folder.resolve("b.safetensors"), Map.of("w", TWO, "unlisted", ONE, "v", ONE));
        TestSafetensors.write(folder.resolve("a.safetensors"), Map.of("w", ONE, "u", ONE));
        writeIndex(folder, Map.of("w", "b.safetensors", "u", "a.safetensors", "v", "b.safetensors"));

        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(folder)) {
            assertThat(TestCheckpoints.floats(checkpoint, "w")).containsExactly(2);
            assertThat(checkpoint.tensors()).containsOnlyKeys("u", "w", "v");
        }
    }

    @Test
    void files_come_in_the_order_of_their_names() throws IOException {
        TestSafetensors.write(folder.resolve("b.safetensors"), Map.of("first", ONE));
        TestSafetensors.write(folder.resolve("a.safetensors"), Map.of("second", ONE));
        writeIndex(folder, Map.of("first", "b.safetensors", "second", "a.safetensors"));

        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(folder)) {
            assertThat(checkpoint.files())
                    .containsExactly(folder.resolve("a.safetensors"), folder.resolve("b.safetensors"));
            assertThat(checkpoint.tensors().keySet()).containsExactly("second", "first");
        }
    }

    @Test
    void a_mask_that_the_index_names_is_left_out() throws IOException {
        String header = "{\"attn.bias\":" + TestSafetensors.entry("U8", "[1]", 0, 1) + "}";
        TestSafetensors.write(folder.resolve("a.safetensors"), header, new byte[1]);
        writeIndex(folder, Map.of("attn.bias", "a.safetensors"));

        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(folder)) {
            assertThat(checkpoint.tensors()).isEmpty();
        }
    }

    @Test
    void a_shard_has_what_the_index_places_there_masks_too_as_the_bytes_lie() throws IOException {
        String header = "{\"v\":" + TestSafetensors.entry("F32", "[1]", 8, 12) + ",\"unlisted\":"
                + TestSafetensors.entry("F32", "[1]", 4, 8) + ",\"mask\":" + TestSafetensors.entry("U8", "[4]", 0, 4)
                + "}";
        TestSafetensors.write(folder.resolve("a.safetensors"), header, new byte[12]);
        TestSafetensors.write(folder.resolve("b.safetensors"), Map.of("w", ONE));
        writeIndex(folder, Map.of("v", "a.safetensors", "w", "b.safetensors", "mask", "a.safetensors"));

        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(folder)) {
            assertThat(checkpoint.shards())
                    .extracting(SafetensorsShard::name)
                    .containsExactly("a.safetensors", "b.safetensors");
            assertThat(checkpoint.shards())
                    .extracting(SafetensorsShard::tensors)
                    .containsExactly(List.of("mask", "v"), List.of("w"));
            assertThat(checkpoint.index()).contains(indexFile(folder));
        }
    }

    @Test
    void an_index_beside_a_single_file_is_not_in_use() throws IOException {
        TestSafetensors.write(folder.resolve("model.safetensors"), Map.of("w", ONE));
        writeIndex(folder, Map.of("w", "absent.safetensors"));

        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(folder)) {
            assertThat(checkpoint.index()).isEmpty();
            assertThat(checkpoint.shards()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.safetensors",
                "sub/a.safetensors",
                "/etc/a.safetensors",
                "..\\\\a.safetensors",
                "C:a.safetensors",
                "..",
                ".",
                "",
                ".hidden.safetensors",
                "~a.safetensors",
                "a.safetensors/",
                "a.safetensors\\u0000",
                "a.safetensors\\n",
                "pytorch_model.bin"
            })
    void a_shard_that_is_no_plain_name_is_refused(String shard) throws IOException {
        TestSafetensors.write(folder.resolve("a.safetensors"), Map.of("w", ONE));
        writeIndex(folder, Map.of("w", shard));

        assertRefused("tensor 'w' is placed in '", "which is not the plain name of a .safetensors file");
    }

    @Test
    void a_shard_that_is_missing_is_refused_by_name() throws IOException {
        writeIndex(folder, Map.of("w", "model-00001-of-00002.safetensors"));

        assertRefused("it names the file 'model-00001-of-00002.safetensors', which is not there");
    }

    @Test
    void a_tensor_that_its_shard_lacks_is_refused_by_both_names() throws IOException {
        TestSafetensors.write(folder.resolve("a.safetensors"), Map.of("w", ONE));
        writeIndex(folder, Map.of("v", "a.safetensors"));

        assertRefused("tensor 'v' is placed in 'a.safetensors', which does not have it");
    }

    @Test
    void a_damaged_shard_is_refused_by_its_own_name() throws IOException {
        Files.write(folder.resolve("a.safetensors"), new byte[3]);
        writeIndex(folder, Map.of("w", "a.safetensors"));

        assertRefused("a.safetensors: has 3 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"weight_map\":[]}",
                "{\"weight_map\":{\"w\":1}}",
                "{\"weight_map\":{}",
                "{\"weight_map\":{}} x"
            })
    void an_index_of_something_else_is_refused(String index) throws IOException {
        Files.writeString(indexFile(folder), index);

        assertRefused("model.safetensors.index.json: ");
    }

    @Test
    void an_index_with_a_tensor_twice_is_refused() throws IOException {
        Files.writeString(indexFile(folder), "{\"weight_map\":{\"w\":\"a.safetensors\",\"w\":\"b.safetensors\"}}");

        assertRefused("Duplicate Object property \"w\"");
    }

    @Test
    void a_deep_index_is_refused() throws IOException {
        Files.writeString(indexFile(folder), "{\"metadata\":" + "{\"a\":".repeat(100_000));

        assertRefused("the index is not valid JSON: Document nesting depth");
    }

    @Test
    void a_folder_without_weights_is_refused_with_what_was_looked_for() {
        assertRefused("there is neither model.safetensors nor model.safetensors.index.json in it");
    }

    private void assertRefused(String... messages) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> SafetensorsCheckpoint.open(folder).close())
                .withMessageStartingWith(folder.toString())
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(messages));
    }

    private static Path indexFile(Path into) {
        return into.resolve("model.safetensors.index.json");
    }

    private static void writeIndex(Path into, Map<String, String> places) throws IOException {
        StringBuilder map = new StringBuilder();
        places.forEach((tensor, shard) ->
                map.append(map.length() == 0 ? "" : ",").append("\"" + tensor + "\":\"" + shard + "\""));
        Files.writeString(indexFile(into), "{\"metadata\":{\"total_size\":12},\"weight_map\":{" + map + "}}");
    }
}
