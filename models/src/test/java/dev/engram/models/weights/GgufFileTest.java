package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufFileTest extends CheckpointContract {

    private static final GgufMetadata METADATA = new GgufMetadata(Map.of(
            "general.architecture",
            "llama",
            "llama.block_count",
            30L,
            "llama.rope.freq_base",
            100_000.0,
            "tokenizer.ggml.add_bos_token",
            false,
            "tokenizer.ggml.tokens",
            List.of("<s>", "Ġthe", ""),
            "tokenizer.ggml.token_type",
            List.of(3L, 1L, -1L),
            "nothing",
            List.of(),
            "nested",
            List.of(List.of(1.5, -2.0), List.of())));

    @TempDir
    private Path folder;

    @Override
    protected Checkpoint writeAndOpen(Path into, Map<String, FloatTensor> tensors) throws IOException {
        return GgufFile.open(TestGguf.write(into.resolve("contract.gguf"), METADATA, tensors));
    }

    @Test
    void metadata_that_was_written_is_read() throws IOException {
        Path file = TestGguf.write(folder.resolve("m.gguf"), METADATA, Map.of());

        try (GgufFile opened = GgufFile.open(file)) {
            assertThat(opened.metadata()).isEqualTo(METADATA);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void both_versions_are_read(int version) throws IOException {
        GgufBytes bytes = new GgufBytes().version(version).tensor("w", 0, 0, 1);
        bytes.data().float32(2.5f);

        assertThat(read(bytes, "w")).containsExactly(2.5f);
    }

    @Test
    void integers_of_all_widths_become_longs_and_floats_doubles() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("u8", 0).int8(200);
        bytes.pair("i8", 1).int8(-56);
        bytes.pair("u16", 2).int16(60_000);
        bytes.pair("i16", 3).int16(-5_536);
        bytes.pair("u32", 4).int32((int) 4_000_000_000L);
        bytes.pair("i32", 5).int32(-7);
        bytes.pair("f32", 6).float32(1e-5f);
        bytes.pair("u64", 10).int64(1L << 40);
        bytes.pair("i64", 11).int64(-1L << 40);
        bytes.pair("f64", 12).float64(0.1);

        try (GgufFile opened = GgufFile.open(bytes.writeTo(folder.resolve("widths.gguf")))) {
            assertThat(opened.metadata().values())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "u8", 200L,
                            "i8", -56L,
                            "u16", 60_000L,
                            "i16", -5_536L,
                            "u32", 4_000_000_000L,
                            "i32", -7L,
                            "f32", (double) 1e-5f,
                            "u64", 1L << 40,
                            "i64", -1L << 40,
                            "f64", 0.1));
        }
    }

    @Test
    void dimensions_are_turned_round_to_row_major() throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("w", 0, 0, 3, 2);
        bytes.data().zeros(24);

        try (GgufFile opened = GgufFile.open(bytes.writeTo(folder.resolve("shape.gguf")))) {
            assertThat(opened.tensor("w").shape()).containsExactly(2L, 3L);
        }
    }

    @Test
    void quantised_tensors_are_widened_and_keep_their_type() throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("w", 8, 0, 32).tensor("b", 30, 64, 1);
        bytes.data().int16(0x3C00).int8(7).zeros(31).alignTo(32).int16(0xC000);

        assertThat(read(bytes, "w")).hasSize(32).startsWith(7f, 0f);
        assertThat(read(bytes, "b")).containsExactly(-2f);
        try (GgufFile opened = GgufFile.open(folder.resolve("w.gguf"))) {
            assertThat(opened.tensor("w").type()).isEqualTo(ElementType.Q8_0);
        }
    }

    @Test
    void the_files_alignment_moves_the_data() throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("w", 0, 0, 1).tensor("v", 0, 128, 1);
        bytes.pair("general.alignment", 4).int32(128);
        LittleEndianBytes file =
                bytes.header().alignTo(128).float32(1f).alignTo(128).float32(2f);

        try (GgufFile opened = GgufFile.open(file.writeTo(folder.resolve("aligned.gguf")))) {
            FloatBuffer target = FloatBuffer.allocate(2);
            opened.read("w", target);
            opened.read("v", target);

            assertThat(target.array()).containsExactly(1f, 2f);
        }
    }

    private float[] read(GgufBytes bytes, String tensor) throws IOException {
        try (GgufFile opened = GgufFile.open(bytes.writeTo(folder.resolve(tensor + ".gguf")))) {
            return TestCheckpoints.floats(opened, tensor);
        }
    }
}
