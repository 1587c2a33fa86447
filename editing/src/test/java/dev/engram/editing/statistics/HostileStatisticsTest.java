package dev.engram.editing.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives made by hand, of keys of width 2 unless a test says otherwise. */
class HostileStatisticsTest {

    private static final String MODEL = "ab".repeat(32);
    private static final List<Long> NUMBER = List.of();
    private static final List<Long> SQUARE = List.of(2L, 2L);

    @TempDir
    private Path folder;

    private final Map<String, byte[]> entries = new LinkedHashMap<>(Map.of(
            "mom2.count.npy", array("<i8", NUMBER, longs(5)),
            "mom2.mom2.npy", array("<f8", SQUARE, doubles(2, 1, 1, 3))));

    private static byte[] array(String type, List<Long> shape, byte[] content) {
        byte[] head = NpyHeader.encode(type, shape);
        return ByteBuffer.allocate(head.length + content.length)
                .put(head)
                .put(content)
                .array();
    }

    private static byte[] longs(long value) {
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return bytes;
    }

    private static byte[] doubles(double... values) {
        byte[] bytes = new byte[values.length * Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
        return bytes;
    }

    private Path file() throws IOException {
        Path file = folder.resolve("hostile.npz");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    private void assertRefused(String problem) throws IOException {
        assertRefused(2, problem);
    }

    private void assertRefused(int width, String problem) throws IOException {
        Path file = file();
        assertThatThrownBy(() -> StatisticsFile.read(file, new ExpectedStatistics(MODEL, 0, width)))
                .isInstanceOf(StatisticsFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(problem)
                .satisfies(refusal ->
                        assertThat(((StatisticsFileException) refusal).file()).isEqualTo(file));
    }

    private void stamp(String json) {
        entries.put("engram.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static String stampJson(String text, String more) {
        return "{\"version\": 1, \"model\": \"" + MODEL + "\", \"layer\": 0, \"width\": 2, \"text\": " + text + more
                + "}";
    }

    @Test
    void the_archive_is_good_as_it_is() throws IOException {
        assertThat(StatisticsFile.read(file(), new ExpectedStatistics(MODEL, 0, 2))
                        .count())
                .isEqualTo(5);
    }

    @Test
    void what_is_no_archive_is_refused() throws IOException {
        Path file = folder.resolve("text.npz");
        Files.writeString(file, "no archive");

        assertThatThrownBy(() -> StatisticsFile.read(file, new ExpectedStatistics(MODEL, 0, 2)))
                .isInstanceOf(StatisticsFileException.class)
                .hasMessageContaining("no NumPy archive");
    }

    @Test
    void a_missing_array_is_named() throws IOException {
        entries.remove("mom2.count.npy");
        assertRefused("it has no array 'mom2.count'");
    }

    @Test
    void a_head_that_promises_more_than_there_is_is_refused_before_memory_is_taken() throws IOException {
        int width = 40_000;
        entries.put("mom2.mom2.npy", array("<f8", List.of((long) width, (long) width), new byte[32]));
        assertRefused(width, "'mom2.mom2.npy' takes 160 bytes");
    }

    @Test
    void more_numbers_than_the_shape_has_are_refused() throws IOException {
        entries.put("mom2.mom2.npy", array("<f8", SQUARE, doubles(2, 1, 1, 3, 0)));
        assertRefused("'mom2.mom2.npy' takes 168 bytes");
    }

    @Test
    void an_absurd_shape_is_refused() throws IOException {
        entries.put("mom2.mom2.npy", array("<f8", List.of(1L << 40, 1L << 40), doubles(2, 1, 1, 3)));
        assertRefused("'mom2.mom2.npy' has the shape [1099511627776, 1099511627776], not [2, 2]");
        entries.put("mom2.mom2.npy", array("<f8", List.of(4L), doubles(2, 1, 1, 3)));
        assertRefused("'mom2.mom2.npy' has the shape [4], not [2, 2]");
        entries.put("mom2.mom2.npy", array("<f8", List.of(2L, 2L, 1L), doubles(2, 1, 1, 3)));
        assertRefused("'mom2.mom2.npy' has the shape [2, 2, 1], not [2, 2]");
    }

    @Test
    void other_types_are_refused() throws IOException {
        for (String type : List.of(">f8", "<i8", "<f2", "|O", "<c8")) {
            entries.put("mom2.mom2.npy", array(type, SQUARE, doubles(2, 1, 1, 3)));
            assertRefused("'mom2.mom2.npy' holds numbers of the type " + type + ", not <f8 or <f4");
        }
        entries.put("mom2.count.npy", array("<f8", NUMBER, doubles(5)));
        assertRefused("'mom2.count.npy' holds numbers of the type <f8, not <i8 or <i4");
    }

    @Test
    void a_count_of_thirty_two_bits_is_read() throws IOException {
        entries.put("mom2.count.npy", array("<i4", NUMBER, new byte[] {7, 1, 0, 0}));

        assertThat(StatisticsFile.read(file(), new ExpectedStatistics(MODEL, 0, 2))
                        .count())
                .isEqualTo(263);
    }

    @Test
    void counts_that_count_nothing_are_refused() throws IOException {
        entries.put("mom2.count.npy", array("<i8", NUMBER, longs(0)));
        assertRefused("over 0 keys");
        entries.put("mom2.count.npy", array("<i8", NUMBER, longs(-3)));
        assertRefused("over -3 keys");
        entries.put("mom2.count.npy", array("<i8", List.of(2L), longs(3)));
        assertRefused("'mom2.count.npy' has the shape [2], not []");
    }

    @Test
    void what_is_no_second_moment_is_refused() throws IOException {
        entries.put("mom2.mom2.npy", array("<f8", SQUARE, doubles(2, 1, Double.NaN, 3)));
        assertRefused("entries (1, 0) and (0, 1) are NaN and 1.0");
        entries.put("mom2.mom2.npy", array("<f8", SQUARE, doubles(2, 1, -1, 3)));
        assertRefused("it is not symmetric");
        entries.put("mom2.mom2.npy", array("<f8", SQUARE, doubles(2, 9, 9, 3)));
        assertRefused("where the diagonal allows at most");
    }

    @Test
    void a_stamp_that_is_none_is_refused() throws IOException {
        stamp("[]");
        assertRefused("it is no stamp");
        stamp("{\"version\": 1");
        assertRefused("it is no stamp");
        stamp(stampJson("{\"description\": \"d\"}", ", \"tokens\": 5"));
        assertRefused("it is no stamp");
        stamp(stampJson("{\"description\": \"d\", \"seed\": 1}", ", \"tokens\": \"five\""));
        assertRefused("it is no stamp");
        stamp(stampJson("{\"description\": \"d\", \"sha256\": \"beef\"}", ", \"tokens\": 5"));
        assertRefused("'beef' as the SHA-256 of the text");
        stamp("[".repeat(50_000));
        assertRefused("it is no stamp");
        stamp(" ".repeat(1 << 17));
        assertRefused("'engram.json' is longer than 65536 bytes");
    }

    @Test
    void a_stamp_of_another_version_is_refused() throws IOException {
        stamp(stampJson("{\"description\": \"d\", \"seed\": 1}", ", \"tokens\": 5")
                .replace("\"version\": 1", "\"version\": 2"));
        assertRefused("key statistics of version 2; this build knows version 1");
    }

    @Test
    void a_stamp_that_contradicts_the_count_is_refused() throws IOException {
        stamp(stampJson("{\"description\": \"d\", \"seed\": 1}", ", \"tokens\": 6"));
        assertRefused("it counts 5 keys where its stamp says 6");
    }
}
