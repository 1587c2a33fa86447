package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file here lies in one way; opening it must say which, and must not take the memory that it claims. */
class HostileSafetensorsTest {

    @TempDir
    private Path folder;

    @Test
    void a_file_shorter_than_a_headers_length_is_refused() throws IOException {
        assertRefused(new LittleEndianBytes().int32(2).writeTo(path()), "has 4 bytes: too short");
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_001, 1L << 60, -1})
    void a_header_beyond_its_limit_is_refused(long length) throws IOException {
        Path file = new LittleEndianBytes().int64(length).zeros(64).writeTo(path());

        assertRefused(file, "the header claims " + Long.toUnsignedString(length) + " bytes; at most 100000000");
    }

    @Test
    void a_header_cut_off_by_the_files_end_is_refused() throws IOException {
        Path file = new LittleEndianBytes().int64(65).zeros(64).writeTo(path());

        assertRefused(file, "the header claims 65 bytes, the file has only 72: it is cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"w\":", "{} {}", "{}x", "{\"w\":{\"dtype\":\"F32\",}}", "{'w':1}"})
    void a_header_that_is_no_json_is_refused(String header) throws IOException {
        assertRefused(header, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"w\"", "null"})
    void a_header_that_is_no_object_is_refused(String header) throws IOException {
        assertRefused(header, "where an object should be");
    }

    @Test
    void deep_json_is_refused() throws IOException {
        assertRefused(
                "{\"w\":{\"extra\":" + "[".repeat(1_000_000), "tensor 'w' is not valid JSON: Document nesting depth");
    }

    @Test
    void a_tensor_that_is_there_twice_is_refused_by_name() throws IOException {
        String entry = TestSafetensors.entry("F32", "[1]", 0, 4);

        assertRefused("{\"w\":" + entry + ",\"w\":" + entry + "}", "Duplicate Object property \"w\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F64", "F8_E4M3", "C64", "F4", "Q4_0", ""})
    void a_type_that_cannot_be_read_is_refused_by_name(String type) throws IOException {
        assertTensorRefused(
                TestSafetensors.entry(type, "[2]", 0, 16),
                "has the type " + type + ", which cannot be read; those that can are F32, F16, BF16");
    }

    @Test
    void a_tensor_outside_the_file_is_refused_by_name() throws IOException {
        assertTensorRefused(
                TestSafetensors.entry("F32", "[2]", 12, 20),
                "lies outside the file: 8 bytes at 12 of the data, which has 16");
    }

    @Test
    void a_mask_outside_the_file_is_refused_too() throws IOException {
        assertTensorRefused(TestSafetensors.entry("BOOL", "[20]", 0, 20), "lies outside the file");
    }

    @Test
    void a_size_that_is_not_the_shapes_is_refused_with_both() throws IOException {
        assertTensorRefused(
                TestSafetensors.entry("F32", "[3]", 0, 8),
                "has data_offsets [0, 8], but F32 of shape [3] takes 12 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1152921504606846976] | 0", "[4611686018427387904] | 0", "[4294967296,4294967296] | 0"})
    void a_huge_shape_is_refused(String shape, long end) throws IOException {
        assertTensorRefused(TestSafetensors.entry("F32", shape, 0, end), "shape");
    }

    @Test
    void a_number_beyond_63_bits_is_refused() throws IOException {
        assertTensorRefused(TestSafetensors.entry("F32", "[99999999999999999999]", 0, 8), "out of range of `long`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[8,0]", "[0]", "[]", "[0,8,16]", "[-8,0]", "[0,8.0]", "[0,\"8\"]", "[0,[8]]", "{}", "8", "null"
            })
    void offsets_that_are_no_range_are_refused(String offsets) throws IOException {
        assertTensorRefused("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[-2]", "[2.0]", "2", "null", "[1,1,1,1,1,1,1,1,2]"})
    void a_shape_of_something_else_is_refused(String shape) throws IOException {
        assertTensorRefused(TestSafetensors.entry("F32", shape, 0, 8), "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'shape':[2],'data_offsets':[0,8]} | has no dtype",
                "{'dtype':'F32','data_offsets':[0,8]} | has no shape",
                "{'dtype':'F32','shape':[2]} | has no data_offsets",
                "{'dtype':7,'shape':[2],'data_offsets':[0,8]} | where text should be",
                "7 | where an object should be"
            },
            quoteCharacter = '"')
    void an_entry_that_lacks_a_field_is_refused(String entry, String message) throws IOException {
        assertTensorRefused(entry.replace('\'', '"'), message);
    }

    @Test
    void overlapping_tensors_are_refused_by_both_names() throws IOException {
        String header = "{\"second\":" + TestSafetensors.entry("F32", "[2]", 4, 12) + ",\"first\":"
                + TestSafetensors.entry("U8", "[5]", 0, 5) + "}";

        assertRefused(header, "tensor 'second' overlaps tensor 'first'");
    }

    @Test
    void metadata_that_is_not_text_is_refused() throws IOException {
        assertRefused("{\"__metadata__\":{\"format\":1}}", "the header's __metadata__ has VALUE_NUMBER_INT where text");
        assertRefused("{\"__metadata__\":[]}", "the header's __metadata__ has START_ARRAY where an object");
    }

    @Test
    void a_missing_file_is_refused() {
        assertRefused(path(), "there is no such file");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() throws IOException {
        byte[] header = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};
        Path file =
                Files.write(path(), new LittleEndianBytes().int64(8).raw(header).toArray());

        assertRefused(file, "is not valid JSON");
    }

    private Path path() {
        return folder.resolve("hostile.safetensors");
    }

    private void assertTensorRefused(String entry, String message) throws IOException {
        assertRefused("{\"blocks.0.w\":" + entry + "}", "tensor 'blocks.0.w' ", message);
    }

    private void assertRefused(String header, String... messages) throws IOException {
        assertRefused(TestSafetensors.write(path(), header, new byte[16]), messages);
    }

    private static void assertRefused(Path file, String... messages) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> SafetensorsFile.open(file).close())
                .withMessageStartingWith(file.toString())
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(messages));
    }
}
