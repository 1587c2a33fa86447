package dev.engram.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.cli.CommandRun;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.RunFolder;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.eval.metrics.table.MetricEstimate;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.eval.study.FactEffects;
import dev.engram.eval.study.LayerEdit;
import dev.engram.eval.study.StudiedFact;
import dev.engram.eval.study.StudySummary;
import dev.engram.eval.sweep.SettingsSweep;
import dev.engram.eval.sweep.SweepScore;
import dev.engram.reports.figure.FigureStyle;
import dev.engram.reports.plot.PlotTheme;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.summary.Resampling;
import dev.engram.tracing.summary.SummarySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of figures and tables of each kind of run; traces are those of the bundled model. */
class FigureFilesTest {

    private static final FigureStyle SMALL = new FigureStyle(Optional.empty(), Optional.empty(), 40);

    @TempDir
    private static Path shared;

    private static List<FactTrace> facts;

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeAll
    static void trace() throws IOException {
        Path list = Files.writeString(shared.resolve("facts.jsonl"), """
                {"id": "fr", "template": "The capital of {} is", "subject": "France", "attribute": "Paris"}
                {"id": "xx", "template": "The capital of {} is", "subject": "Greece", "attribute": "Berlin"}
                {"id": "jp", "template": "The capital of {} is", "subject": "Japan", "attribute": "Tokyo"}
                """);
        Path run = shared.resolve("run");
        CommandRun traced = CommandRun.of(
                "trace",
                "--prompts",
                list.toString(),
                "--out",
                run.toString(),
                "--kind",
                "hidden,mlp:3",
                "--samples",
                "2");
        assertThat(traced.code()).as(traced.err()).isZero();
        TraceConditions conditions =
                TraceRunReport.readManifest(run).conditions().read();
        facts = new ArrayList<>();
        for (FactTraceJson line : RunFolder.readResults(run, FactTraceJson.class)) {
            facts.add(line.read(conditions));
        }
    }

    @BeforeEach
    void choose() {
        folder = temporary.resolve("new/figures");
    }

    private FigureFiles files() throws IOException {
        return new FigureFiles(folder, PlotTheme.PAPER, SMALL);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String[] each(String ending, String... names) {
        return Stream.of(names).map(name -> name + ending).toArray(String[]::new);
    }

    @Test
    void traces_have_a_figure_and_a_table_of_everything() throws IOException {
        FigureFiles files = files();

        files.traces(facts, SummarySettings.DEFAULT, List.of());

        List<String> figures = List.of(
                "average-hidden",
                "average-hidden-lines",
                "average-mlp",
                "average-mlp-lines",
                "fact-000-hidden",
                "fact-000-mlp",
                "fact-002-hidden",
                "fact-002-mlp");
        List<String> tables = List.of("average-hidden", "average-mlp", "facts", "peaks");
        List<String> expected = new ArrayList<>(List.of("cells.csv", "cells.parquet"));
        figures.forEach(name -> Collections.addAll(expected, name + ".svg", name + ".pdf", name + ".png"));
        tables.forEach(name -> Collections.addAll(expected, name + ".csv", name + ".md", name + ".tex"));
        assertThat(names()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(files.written()).isEqualTo(expected.size());
    }

    @Test
    void each_file_is_what_its_name_says() throws IOException {
        files().traces(facts, SummarySettings.DEFAULT, List.of());

        assertThat(head("average-mlp.svg")).startsWith("<?xml");
        assertThat(Files.readString(folder.resolve("average-mlp.svg")))
                .contains("Restoring MLP outputs")
                .contains("#f7fcf5");
        assertThat(head("average-mlp.pdf")).startsWith("%PDF-1.4");
        assertThat(head("average-mlp.png")).startsWith("\u0089PNG");
        assertThat(head("cells.parquet")).startsWith("PAR1");
        assertThat(Files.readString(folder.resolve("facts.md")))
                .contains("| 1 | xx |")
                .contains("| wrong |");
        assertThat(Files.readString(folder.resolve("peaks.tex"))).contains("\\toprule");
        int cells = facts.stream()
                .flatMap(fact -> fact.trace().stream())
                .mapToInt(trace -> 2
                        * trace.tokens().length()
                        * trace.grid(RestoredState.MLP).layers())
                .sum();
        assertThat(Files.readAllLines(folder.resolve("cells.csv"))).hasSize(1 + cells);
    }

    private String head(String name) throws IOException {
        return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.ISO_8859_1);
    }

    @Test
    void the_same_run_makes_the_same_bytes() throws IOException {
        files().traces(facts, SummarySettings.DEFAULT, List.of(0));
        Path first = folder;
        folder = temporary.resolve("again");
        files().traces(facts, SummarySettings.DEFAULT, List.of(0));

        for (String name : names()) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
        }
    }

    @Test
    void chosen_facts_alone_have_heatmaps() throws IOException {
        files().traces(facts, SummarySettings.DEFAULT, List.of(2));

        assertThat(names())
                .contains(each(".svg", "fact-002-hidden", "fact-002-mlp"))
                .noneMatch(name -> name.startsWith("fact-000"));
    }

    @Test
    void of_many_facts_none_has_a_heatmap_unless_it_is_chosen() throws IOException {
        List<FactTrace> many = Collections.nCopies(FigureFiles.MOST_FACTS + 1, facts.get(0));

        files().traces(many, SummarySettings.DEFAULT, List.of());

        assertThat(names()).noneMatch(name -> name.startsWith("fact-"));
        files().traces(many, SummarySettings.DEFAULT, List.of(20));
        assertThat(names()).contains("fact-020-mlp.pdf");
    }

    @Test
    void facts_that_cannot_be_drawn_are_refused_before_anything_is_written() throws IOException {
        assertThatThrownBy(() -> files().traces(facts, SummarySettings.DEFAULT, List.of(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--fact 3: the run has 3 facts, numbered from 0");
        assertThatThrownBy(() -> files().traces(facts, SummarySettings.DEFAULT, List.of(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--fact 1: 'xx' has no trace");
        assertThat(names()).isEmpty();
    }

    @Test
    void a_run_without_traces_has_its_facts_alone() throws IOException {
        files().traces(facts.subList(1, 2), SummarySettings.DEFAULT, List.of());

        assertThat(names()).containsExactly("facts.csv", "facts.md", "facts.tex");
    }

    @Test
    void an_evaluation_has_its_metrics_and_differences() throws IOException {
        MetricEstimate estimate = new MetricEstimate(2, 0.5, Optional.empty(), Optional.empty());
        MetricRow row = new MetricRow(
                "rewrite.said", "", "said", Map.of("rome", estimate, "memit", estimate), Map.of("memit", estimate));

        files().evaluation(new MetricTable(List.of("rome", "memit"), 2, Resampling.DEFAULT, List.of(row)), List.of());

        assertThat(names())
                .containsExactly(
                        "differences.csv",
                        "differences.md",
                        "differences.tex",
                        "metrics.csv",
                        "metrics.md",
                        "metrics.tex");
    }

    @Test
    void a_sweep_has_its_trade_off_and_candidates() throws IOException {
        SettingsSweep.Scored scored = new SettingsSweep.Scored(
                new EditorSettings.FineTuning(3, 25, 5e-4, 0, OptionalDouble.empty()),
                new SweepScore(1, 0.5, 0.5, 1, 4));

        files().sweep(new SettingsSweep.Outcome(List.of(scored), scored, scored.score()));

        assertThat(names())
                .containsExactly("sweep.csv", "sweep.md", "sweep.pdf", "sweep.png", "sweep.svg", "sweep.tex");
    }

    @Test
    void a_study_has_its_plots_and_layers() throws IOException {
        StudySummary study = StudySummary.of("rome", RestoredState.HIDDEN, List.of(studied()), Resampling.DEFAULT);

        files().study(study);

        assertThat(names())
                .contains(each(".svg", "study-lines", "study-points"))
                .contains(each(".csv", "study"))
                .hasSize(9);
    }

    @Test
    void a_study_of_nothing_has_no_files() throws IOException {
        files().study(StudySummary.of("rome", RestoredState.HIDDEN, List.of(), Resampling.DEFAULT));

        assertThat(names()).isEmpty();
    }

    private static StudiedFact studied() {
        List<Double> effects = List.of(0.25, 0.5);
        return new StudiedFact(
                0,
                "a",
                "Ann sings",
                "Ann",
                "hymns",
                StudiedFact.Outcome.STUDIED,
                " songs",
                Optional.empty(),
                Optional.of(new FactEffects(" songs", 0.75, 0.25, effects, effects)),
                List.of(edit(0), edit(1)));
    }

    private static LayerEdit edit(int layer) {
        return new LayerEdit(
                layer,
                0.5 * layer,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                true,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                false);
    }
}
