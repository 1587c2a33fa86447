package dev.engram.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.testing.SeededCases;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

class CsvTableTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(10);
    }

    @Test
    void numbers_are_in_full_and_an_estimate_has_three_columns() {
        assertThat(CsvTable.of(SampleTables.small()))
                .isEqualTo(SampleTables.csv(
                        "token,layer,value,effect,effect_low,effect_high",
                        "\" a|b\",3,-0.3333333333333333,0.25,-0.125,0.5",
                        ",,,1.0E-7,,",
                        ",0,0.0,,,"));
    }

    @Test
    void what_separates_fields_is_quoted() {
        assertThat(CsvTable.of(SampleTables.of("a,\"b\"\nc"))).isEqualTo("text\r\n\"a,\"\"b\"\"\nc\"\r\n");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_text_is_read_back_as_it_was(long seed) {
        Random random = new Random(seed);
        String alphabet = "a ,\"\r\n;\t'\\=|é日\uD83D\uDE00\u0000";
        List<String> texts = Stream.generate(
                        () -> random.ints(random.nextInt(1, 9), 0, alphabet.codePointCount(0, alphabet.length()))
                                .map(i -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, i)))
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString())
                .limit(30)
                .toList();

        Table table = new Table(
                "t",
                List.of(Column.text("first", "first"), Column.text("second", "second")),
                texts.stream()
                        .map(text -> List.of(Cell.of(text), Cell.token(text)))
                        .toList());

        List<List<String>> read = read(CsvTable.of(table));
        assertThat(read.subList(1, read.size()))
                .isEqualTo(texts.stream().map(text -> List.of(text, text)).toList());
    }

    @Test
    void it_can_be_written_as_utf_8_whatever_a_model_said() {
        String csv = CsvTable.of(SampleTables.of("\uD83D"));

        assertThat(new String(csv.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(csv);
    }

    @Test
    void rows_that_come_one_by_one_are_checked_too() {
        assertThatThrownBy(() -> CsvTable.write(
                        List.of(Column.count("a", "a")), Stream.of(List.of(Cell.of("x"))), new StringBuilder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the column a");
    }

    /** By another's parser. */
    private static List<List<String>> read(String csv) {
        try (MappingIterator<List<String>> lines = new CsvMapper()
                .readerForListOf(String.class)
                .with(CsvReadFeature.WRAP_AS_ARRAY)
                .readValues(csv)) {
            return lines.readAll();
        }
    }
}
