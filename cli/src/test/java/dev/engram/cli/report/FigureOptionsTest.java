package dev.engram.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.FailureReport;
import dev.engram.cli.call.ModelEnvironment;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.eval.study.StudySummary;
import dev.engram.reports.text.TerminalStyle;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.Resampling;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FigureOptionsTest {

    @TempDir
    private Path folder;

    /** A command that has the options. */
    @Command(name = "draw")
    static final class Draw implements Callable<Integer> {

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Override
        public Integer call() throws IOException {
            Optional<FigureFiles> files = figures.files();
            if (files.isPresent()) {
                files.get().evaluation(new MetricTable(List.of("rome"), 1, Resampling.DEFAULT, List.of()), List.of());
                files.get().study(StudySummary.of("rome", RestoredState.HIDDEN, List.of(), Resampling.DEFAULT));
            }
            return figures.facts().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private CommandRun draw(String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new EngramCommand(
                        new TerminalSettings(false, TerminalStyle.ASCII, 100), new ModelEnvironment(Map.of())))
                .addSubcommand(new Draw())
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport())
                .setParameterExceptionHandler(FailureReport::wrongCall);
        int code =
                line.execute(Stream.concat(Stream.of("draw"), Stream.of(args)).toArray(String[]::new));
        return new CommandRun(code, "", err.toString());
    }

    @Test
    void a_folder_gets_files_in_any_look() throws IOException {
        Path figures = folder.resolve("a/b");

        CommandRun run = draw(
                "--figures",
                figures.toString(),
                "--theme",
                "paper",
                "--width",
                "14cm",
                "--dpi",
                "150",
                "--font",
                font().toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(figures.resolve("metrics.csv")).exists();
    }

    @Test
    void facts_are_named_one_by_one_or_together() {
        assertThat(draw("--figures", folder.toString(), "--fact", "3,4", "--fact", "5")
                        .code())
                .isEqualTo(12);
    }

    @Test
    void without_a_folder_there_are_no_figures_and_no_looks() {
        assertThat(draw().code()).isZero();
        assertThat(draw("--theme", "paper").code()).isEqualTo(2);
        assertThat(draw("--fact", "0").err()).contains("--figures");
    }

    @ParameterizedTest
    @CsvSource({
        "--width, 14 miles, is no length",
        "--width, 0cm, more than nothing",
        "--dpi, 0, at least 1",
        "--dpi, 5000, at most 2400",
        "--theme, dark, PAPER",
        "--font, nowhere.ttf, nowhere.ttf"
    })
    void wrong_looks_are_refused_in_a_sentence(String option, String value, String message) {
        CommandRun run = draw("--figures", folder.toString(), option, value);

        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void a_file_is_no_folder_for_figures_and_a_text_no_font() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "text");

        assertThat(draw("--figures", text.toString()).err()).contains("a.txt is a file");
        assertThat(draw("--figures", folder.toString(), "--font", text.toString())
                        .err())
                .contains("--font ")
                .contains("a.txt: this is no TrueType font");
    }

    private Path font() throws IOException {
        try (var file =
                FigureOptionsTest.class.getResourceAsStream("/net/sf/jasperreports/fonts/dejavu/DejaVuSerif.ttf")) {
            return Files.write(
                    folder.resolve("serif.ttf"), Objects.requireNonNull(file).readAllBytes());
        }
    }
}
