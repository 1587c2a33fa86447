package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file here lies in one way; opening it must say which, and must not take the memory that it claims. */
class HostileGgufTest {

    private static final long HUGE = 1L << 60;

    @TempDir
    private Path folder;

    @Test
    void another_magic_is_refused() throws IOException {
        Path file = new LittleEndianBytes()
                .raw(new byte[] {'P', 'K', 3, 4})
                .zeros(60)
                .writeTo(path());

        assertRefused(file, "the header does not start with 'GGUF'");
    }

    @ParameterizedTest
    @CsvSource({"1, 'has version 1; versions 2 and 3 are read'", "4, has version 4", "0x03000000, is big-endian"})
    void another_version_is_refused(String version, String message) throws IOException {
        assertRefused(new GgufBytes().version(Integer.decode(version)), message);
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        assertRefused(Files.createFile(path()), "the header is cut off by the file's end, at byte 0");
    }

    @Test
    void a_missing_file_and_a_folder_are_refused() {
        assertRefused(path(), "there is no such file");
        assertRefused(folder, "is not a regular file");
    }

    @Test
    void a_header_cut_off_anywhere_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("w", 0, 0, 1);
        bytes.pair("general.name", 8).text("a model");
        byte[] header = bytes.header().toArray();

        for (int length = 0; length < header.length; length++) {
            Path file =
                    new LittleEndianBytes().raw(Arrays.copyOf(header, length)).writeTo(path());
            assertRefused(file, "");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {HUGE, -1, Long.MIN_VALUE, 2})
    void more_tensors_than_the_file_can_hold_are_refused(long count) throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("w", 0, 0, 1).tensorCount(count);

        assertRefused(bytes, "the header claims " + Long.toUnsignedString(count) + " tensors, more than the");
    }

    @ParameterizedTest
    @ValueSource(longs = {HUGE, -1, 10})
    void more_metadata_than_the_file_can_hold_is_refused(long count) throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("k", 7).int8(1);
        bytes.pairCount(count);

        assertRefused(bytes, "the header claims " + Long.toUnsignedString(count) + " metadata keys, more than the");
    }

    @Test
    void a_key_longer_than_the_file_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes().pairCount(1);
        Path file = bytes.header().int64(HUGE).zeros(100).writeTo(path());

        assertRefused(file, "metadata key number 0 claims " + HUGE + " bytes of text");
    }

    @Test
    void a_key_longer_than_the_format_allows_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("k".repeat(65_536), 7).int8(1);

        assertRefused(bytes, "metadata key number 0 claims 65536 bytes of text where at most 65535 make sense");
    }

    @Test
    void a_string_longer_than_the_file_is_refused_by_its_key() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("general.name", 8).int64(HUGE);

        assertRefused(bytes, "metadata key 'general.name' claims " + HUGE + " bytes of text");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 9, 12})
    void an_array_longer_than_the_file_is_refused_by_its_key(int elementType) throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("tokenizer.ggml.tokens", 9).int32(elementType).int64(HUGE);

        assertRefused(bytes, "metadata key 'tokenizer.ggml.tokens' claims " + HUGE + " array elements");
    }

    @Test
    void arrays_nested_too_deep_are_refused() throws IOException {
        GgufBytes bytes = new GgufBytes();
        LittleEndianBytes value = bytes.pair("deep", 9);
        for (int depth = 0; depth < 100_000; depth++) {
            value.int32(9).int64(1);
        }

        assertRefused(bytes, "metadata key 'deep' nests arrays more than 4 deep");
    }

    @Test
    void an_unknown_value_type_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("k", 13).int64(0);

        assertRefused(bytes, "metadata key 'k' has a value of type number 13");
    }

    @Test
    void a_truth_value_that_is_neither_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("k", 7).int8(2);

        assertRefused(bytes, "metadata key 'k' has a truth value that is neither 0 nor 1 but 2");
    }

    @Test
    void an_unsigned_number_beyond_63_bits_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("k", 10).int64(-1);

        assertRefused(bytes, "metadata key 'k' has the value 18446744073709551615");
    }

    @Test
    void a_key_that_is_there_twice_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("k", 7).int8(1);
        bytes.pair("k", 7).int8(0);

        assertRefused(bytes, "metadata key 'k' is there twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 48, -32})
    void an_alignment_that_is_no_power_of_two_is_refused(int alignment) throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("general.alignment", 5).int32(alignment);

        assertRefused(bytes, "'general.alignment' must be a power of two, not " + alignment);
    }

    @Test
    void a_huge_alignment_leaves_the_tensors_outside_the_file() throws IOException {
        GgufBytes bytes = oneTensor(0, 1);
        bytes.pair("general.alignment", 10).int64(1L << 62);

        assertRefused(bytes, "tensor 'w' lies outside the file");
    }

    @Test
    void an_alignment_of_another_type_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes();
        bytes.pair("general.alignment", 8).text("32");

        assertRefused(bytes, "'general.alignment' must be a power of two");
    }

    @ParameterizedTest
    @CsvSource({"15, Q8_K", "19, IQ1_S", "23, IQ4_XS", "26, I32", "99, 'number 99, unknown here'"})
    void a_type_that_cannot_be_read_is_refused_by_name(int type, String name) throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("blk.0.attn_q.weight", type, 0, 256);
        bytes.data().zeros(1024);

        assertRefused(
                bytes,
                "tensor 'blk.0.attn_q.weight' has the type " + name
                        + ", which cannot be read; those that can are F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1,"
                        + " Q2_K, Q3_K, Q4_K, Q5_K, Q6_K");
    }

    @Test
    void no_dimensions_and_five_are_refused() throws IOException {
        assertRefused(new GgufBytes().tensor("w", 0, 0).tensor("v", 0, 0, 1), "tensor 'w' has 0 dimensions");
        assertRefused(new GgufBytes().tensor("w", 0, 0, 1, 1, 1, 1, 1), "tensor 'w' has 5 dimensions");
    }

    @Test
    void a_huge_dimension_is_refused() throws IOException {
        assertRefused(oneTensor(0, HUGE), "tensor 'w' lies outside the file");
        assertRefused(oneTensor(0, Long.MIN_VALUE), "tensor 'w' has a dimension of 9223372036854775808");
        assertRefused(oneTensor(0, 1L << 62), "tensor 'w' has a shape that no file can hold: [4611686018427387904]");
    }

    @Test
    void dimensions_whose_product_overflows_are_refused() throws IOException {
        GgufBytes toZero = new GgufBytes().tensor("w", 0, 0, 1L << 32, 1L << 32);

        assertRefused(toZero, "tensor 'w' has a shape that no file can hold: [4294967296, 4294967296]");
    }

    @Test
    void a_row_that_is_not_whole_blocks_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("w", 8, 0, 16, 2);
        bytes.data().zeros(64);

        assertRefused(bytes, "tensor 'w' has rows of 16 elements, not a multiple of the 32 in a block of Q8_0");
    }

    @ParameterizedTest
    @ValueSource(longs = {32, HUGE, 1L << 63, -32})
    void a_tensor_outside_the_file_is_refused_by_name(long offset) throws IOException {
        assertRefused(
                oneTensor(offset, 8),
                "tensor 'w' lies outside the file: 32 bytes at " + Long.toUnsignedString(offset)
                        + " of the data, which has 32");
    }

    @Test
    void a_file_cut_off_in_a_tensor_is_refused_by_name() throws IOException {
        assertRefused(oneTensor(0, 9), "tensor 'w' lies outside the file: 36 bytes at 0 of the data, which has 32");
    }

    @Test
    void a_misaligned_tensor_is_refused_by_name() throws IOException {
        assertRefused(oneTensor(4, 1), "tensor 'w' lies at 4 of the data, not a multiple of 32");
    }

    @Test
    void overlapping_tensors_are_refused_by_both_names() throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("second", 0, 32, 8).tensor("first", 0, 0, 9);
        bytes.data().zeros(64);

        assertRefused(bytes, "tensor 'second' overlaps tensor 'first'");
    }

    @Test
    void a_name_that_is_there_twice_is_refused() throws IOException {
        GgufBytes bytes = oneTensor(0, 8).tensor("w", 0, 32, 8);

        assertRefused(bytes, "tensor 'w' is there twice");
    }

    @Test
    void a_name_that_fills_the_file_is_refused() throws IOException {
        assertRefused(
                new GgufBytes().tensor("n".repeat(2_000_000), 0, 0, 1), "tensor number 0 claims 2000000 bytes of text");
    }

    @Test
    void a_header_beyond_its_limit_is_refused() throws IOException {
        GgufBytes bytes = new GgufBytes().pairCount(2);
        Path file = bytes.header().text("text").int32(8).int64(100_000_100).writeTo(path());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200_000_000);
        }

        assertRefused(file, "metadata key 'text' claims 100000100 bytes of text, more than the 999");
    }

    private static GgufBytes oneTensor(long offset, long elements) {
        GgufBytes bytes = new GgufBytes().tensor("w", 0, offset, elements);
        bytes.data().zeros(32);
        return bytes;
    }

    private Path path() {
        return folder.resolve("hostile.gguf");
    }

    private void assertRefused(GgufBytes bytes, String message) throws IOException {
        assertRefused(bytes.writeTo(path()), message);
    }

    private static void assertRefused(Path file, String message) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> GgufFile.open(file).close())
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message);
    }
}
