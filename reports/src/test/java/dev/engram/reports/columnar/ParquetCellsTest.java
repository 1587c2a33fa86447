package dev.engram.reports.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.FieldMatchingStrategy;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.table.Column;
import dev.engram.reports.table.TraceCell;
import dev.engram.tracing.TraceResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetCellsTest {

    @TempDir
    private Path folder;

    @Test
    void cells_are_read_back_as_they_were() throws IOException {
        List<TraceCell> cells = cells();

        assertThat(read(ParquetCells.of(cells.stream()))).isEqualTo(cells);
    }

    @Test
    void columns_are_named_as_those_of_the_table() throws IOException {
        Path file = Files.write(folder.resolve("cells.parquet"), ParquetCells.of(cells().stream()));

        Map<?, ?> first =
                new CarpetReader<>(file.toFile(), Map.class).iterator().next();

        assertThat(first.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(
                        TraceCell.columns().stream().map(Column::name).toList());
    }

    @Test
    void more_cells_than_a_page_holds_are_read_back() throws IOException {
        List<TraceCell> many = IntStream.range(0, 50_000)
                .mapToObj(i -> new TraceCell(
                        i / 100,
                        "id " + i / 100,
                        "mlp",
                        i % 100,
                        " token",
                        i,
                        "last token",
                        false,
                        3,
                        Math.sin(i),
                        0,
                        1,
                        0))
                .toList();

        assertThat(read(ParquetCells.of(many.stream()))).isEqualTo(many);
    }

    @Test
    void no_cells_make_a_file_too() throws IOException {
        assertThat(read(ParquetCells.of(Stream.of()))).isEmpty();
    }

    @Test
    void the_same_cells_make_the_same_bytes_in_every_process() throws IOException, InterruptedException {
        byte[] here = ParquetCells.of(cells().stream());
        Path elsewhere = folder.resolve("elsewhere.parquet");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=2", // all objects alike, so that sets by identity have another order
                        Elsewhere.class.getName(),
                        elsewhere.toString())
                .inheritIO()
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(elsewhere)))
                .isEqualTo(HexFormat.of().formatHex(here));
        assertThat(new String(here, StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
    }

    /** Writes the same cells in a process of its own. */
    static final class Elsewhere {

        private Elsewhere() {}

        public static void main(String[] args) throws IOException {
            Files.write(Path.of(args[0]), ParquetCells.of(cells().stream()));
        }
    }

    private List<TraceCell> read(byte[] file) throws IOException {
        Path written = Files.write(folder.resolve("cells.parquet"), file);
        return new CarpetReader<>(written.toFile(), TraceCell.class)
                .withFieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
                .toList();
    }

    private static List<TraceCell> cells() {
        TraceResult hostile = SampleTraces.hostile();
        return Stream.of(SampleTraces.small(), hostile, SampleTraces.longer())
                .flatMap(trace -> TraceCell.of(List.of(SampleTraces.traced("fact", trace))))
                .toList();
    }
}
