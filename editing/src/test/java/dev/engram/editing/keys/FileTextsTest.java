package dev.engram.editing.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.editing.solve.KeyText;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts from files; a character is a token here, its code modulo 50. */
class FileTextsTest {

    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final SiteModel model = TinyKeys.model(0);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        model.close();
    }

    private FileTexts texts(String content) throws IOException {
        return FileTexts.of(model, Files.writeString(folder.resolve("text.txt"), content));
    }

    private static List<List<Integer>> read(KeyTexts texts, int from) throws IOException {
        List<List<Integer>> all = new ArrayList<>();
        try (KeyTexts.Reading reading = texts.open(from)) {
            for (List<List<Integer>> next = reading.next(); !next.isEmpty(); next = reading.next()) {
                all.addAll(next);
            }
        }
        return all;
    }

    private static List<Integer> ids(String text) {
        return text.chars().map(c -> c % TinyModels.VOCABULARY).boxed().toList();
    }

    @Test
    void each_line_is_a_text_and_blank_ones_are_none() throws IOException {
        FileTexts texts = texts("\n  \nbeta\r\n\t\n ab \n\nzeta");

        assertThat(read(texts, 0)).containsExactly(ids("beta"), ids(" ab "), ids("zeta"));
    }

    @Test
    void a_line_longer_than_the_context_is_cut() throws IOException {
        String line = "abcdefghijklmnopqrstuvwxyz0123456789";

        assertThat(read(texts(line + "\nab"), 0))
                .containsExactly(ids(line.substring(0, TinyModels.CONTEXT)), ids("ab"));
    }

    @Test
    void opening_at_a_text_passes_over_texts_and_not_over_lines() throws IOException {
        FileTexts texts = texts("one\n\n\ntwo\n\nsix\n");

        assertThat(read(texts, 1)).containsExactly(ids("two"), ids("six"));
        assertThat(read(texts, 2)).containsExactly(ids("six"));
        assertThat(read(texts, 3)).isEmpty();
        assertThat(read(texts, 9)).isEmpty();
    }

    @Test
    void many_texts_come_a_few_at_a_time_and_from_anywhere_the_same() throws IOException {
        List<String> lines =
                IntStream.range(0, 100).mapToObj(i -> "line " + i + " of many").toList();
        FileTexts texts = texts(lines.stream().collect(Collectors.joining("\n\n")));

        for (int from : List.of(0, 1, 31, 32, 33, 99)) {
            assertThat(read(texts, from))
                    .isEqualTo(lines.subList(from, 100).stream()
                            .map(FileTextsTest::ids)
                            .toList());
        }
        try (KeyTexts.Reading reading = texts.open(0)) {
            assertThat(reading.next()).hasSizeBetween(1, 99);
        }
    }

    @Test
    void an_empty_file_has_no_texts() throws IOException {
        assertThat(read(texts(""), 0)).isEmpty();
        assertThat(read(texts("\n \n"), 0)).isEmpty();
    }

    @Test
    void it_is_known_by_the_files_name_and_the_hash_of_its_content() throws IOException {
        assertThat(texts("abc").identity()).isEqualTo(new KeyText.FromFile("text.txt", SHA256_OF_ABC));
        assertThat(texts("abd").identity()).isNotEqualTo(texts("abc").identity());
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused_by_name_wherever_that_shows() throws IOException {
        Path file = folder.resolve("latin1.txt");
        Files.write(file, "plain\ncafé\n".getBytes(StandardCharsets.ISO_8859_1));
        FileTexts texts = FileTexts.of(model, file);

        for (int from : List.of(0, 2)) {
            assertThatThrownBy(() -> read(texts, from))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " is not UTF-8; save the text in UTF-8");
        }
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path file = folder.resolve("absent.txt");

        assertThatThrownBy(() -> FileTexts.of(model, file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file.toString());
    }
}
