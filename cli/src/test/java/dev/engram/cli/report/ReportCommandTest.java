package dev.engram.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of all commands that keep any, made once with the bundled model, then shown again. */
class ReportCommandTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        Files.writeString(folder.resolve("prompts.jsonl"), """
                {"prompt":"The capital of France is","subject":"France","attribute":"Paris"}
                {"prompt":"The capital of <b>Spain</b> is","subject":"Spain","attribute":"nowhere"}
                {"prompt":"The capital of Italy is","subject":"Italy","attribute":"Rome"}
                """);
        Files.writeString(
                folder.resolve("facts.jsonl"),
                fact("France", "Paris", "Rome") + fact("Spain", "Madrid", "Oslo") + fact("Italy", "Rome", "Lima"));
        succeed(
                "trace",
                "--prompts",
                path("prompts.jsonl"),
                "--samples",
                "2",
                "--kind",
                "hidden,mlp",
                "--out",
                path("traces"));
        Files.writeString(
                folder.resolve("trace.json"),
                succeed(
                                "trace",
                                "--prompt",
                                "The capital of Spain is",
                                "--subject",
                                "Spain",
                                "--samples",
                                "2",
                                "--json")
                        .out());
        succeed("edit", "--facts", path("facts.jsonl"), "--method", "ft-m", "--out", path("edit.safetensors"));
        succeed("eval", "--dataset", path("facts.jsonl"), "--method", "ft-m", "--out", path("eval"));
        succeed(
                "edit",
                "sweep",
                "--facts",
                path("facts.jsonl"),
                "--cases",
                "3",
                "--method",
                "ft-m",
                "--layers",
                "1,2",
                "--out",
                path("sweep"));
        succeed("study", "--facts", path("facts.jsonl"), "--method", "ft-m", "--layers", "1,2", "--out", path("study"));
    }

    private static String fact(String subject, String old, String target) {
        return """
                {"id":"%s","prompt":"The capital of {} is","subject":"%s","answer":"%s","target":"%s",\
                "paraphrases":["%s's capital is the city of"],"neighbours":[{"prompt":"The capital of Norway is","answer":"Oslo"}]}
                """.formatted(subject, subject, old, target, subject);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.caching(Path.of(path("cache")), arguments);
    }

    private static CommandRun succeed(String... arguments) {
        CommandRun run = run(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static String report(String... results) throws IOException {
        succeed(Stream.concat(
                        Stream.of("report", "--out", path("report.html")),
                        Stream.of(results).map(ReportCommandTest::path))
                .toArray(String[]::new));
        return Files.readString(folder.resolve("report.html"));
    }

    @Test
    void all_kinds_of_results_go_on_one_page_in_the_order_given() throws IOException {
        String page = report("eval", "traces", "trace.json", "edit.json", "sweep", "study");

        assertThat(page)
                .contains("<title>Report on 6 results</title>")
                .containsSubsequence(
                        "<h2>demo: 3 records, ft-m</h2>",
                        "<h2>demo: 2 facts traced</h2>",
                        "<h2>demo: 1 fact traced</h2>",
                        "<h2>demo: 3 facts by FT-M</h2>",
                        "<h2>demo: FT-M at layer",
                        "<h2>demo: do traces say where to edit?</h2>");
        assertThat(page).contains("engram eval --dataset", "Java " + System.getProperty("java.version"));
    }

    @Test
    void a_report_made_later_is_the_one_that_the_command_wrote() throws IOException {
        for (String result : new String[] {"traces", "eval", "sweep", "study"}) {
            assertThat(report(result))
                    .as(result)
                    .isEqualTo(Files.readString(folder.resolve(result).resolve("report.html")));
        }
    }

    @Test
    void the_page_can_be_named() throws IOException {
        succeed("report", path("traces"), "--title", "My <facts>", "--out", path("named.html"));

        assertThat(Files.readString(folder.resolve("named.html"))).contains("<h1>My &lt;facts&gt;</h1>");
    }

    @Test
    void figures_and_tables_of_each_result_lie_in_a_folder_of_its_own() throws IOException {
        CommandRun run = succeed(
                "report",
                path("traces"),
                path("edit.json"),
                path("eval"),
                path("sweep"),
                path("study"),
                "--figures",
                path("figures"),
                "--dpi",
                "72",
                "--fact",
                "2");

        assertThat(run.err()).contains(" files to " + path("figures"));
        for (String file : new String[] {
            "1-traces/average-mlp.svg",
            "1-traces/average-hidden-lines.pdf",
            "1-traces/fact-002-mlp.png",
            "1-traces/cells.parquet",
            "1-traces/cells.csv",
            "2-edit.json/loss-000.svg",
            "2-edit.json/recall.tex",
            "3-eval/metrics.svg",
            "3-eval/metrics.md",
            "4-sweep/sweep.pdf",
            "5-study/study-points.png"
        }) {
            assertThat(folder.resolve("figures").resolve(file)).exists();
        }
        assertThat(folder.resolve("figures/1-traces/fact-000-mlp.png")).doesNotExist();
    }

    @Test
    void a_report_goes_somewhere() {
        assertThat(run("report", path("traces")).err())
                .contains("name a page with --out, or a folder for figures with --figures");
        assertThat(run("report", path("traces"), "--title", "t", "--figures", path("f"))
                        .err())
                .contains("--title is a page's");
        assertThat(run("report", path("traces"), "--out", path("x.html"), "--dpi", "72")
                        .err())
                .contains("--figures");
    }

    @Test
    void results_are_shown_in_the_terminal_as_their_commands_did() {
        assertThat(succeed("show", path("traces")).out())
                .startsWith("3 prompts: 2 traced, 1 not completed as expected, 0 that cannot be traced")
                .contains("Restoring MLP outputs");
        assertThat(succeed("show", path("trace.json")).out()).contains("subject:   positions", "clean:     P = ");
        assertThat(succeed("show", path("edit.json")).out()).contains("France: Rome (", "health: ");
        assertThat(succeed("show", path("eval"), path("sweep")).out())
                .contains("3 records of facts.jsonl on demo", "best: layers [");
        assertThat(succeed("show", path("study")).out()).contains("3 facts: ");
    }

    @Test
    void single_facts_of_a_run_are_shown_with_their_cells() {
        assertThat(succeed("show", path("traces"), "--fact", "2", "--fact", "0").out())
                .containsSubsequence(
                        "Italy", "Restoring a single hidden state", "France", "Restoring a single hidden state");
    }

    @Test
    void what_is_no_result_is_refused_with_what_there_could_be() throws IOException {
        Files.writeString(folder.resolve("other.json"), "{\"a\":1}\n");
        Files.createDirectories(folder.resolve("empty"));

        assertThat(run("show", path("none")).err())
                .contains("none does not exist; results are folders of 'engram trace --prompts'");
        assertThat(run("show", path("other.json")).err()).contains("other.json holds no result of Engram");
        assertThat(run("show", path("edit.safetensors")).err()).contains("holds no JSON object in its first line");
        assertThat(run("report", path("empty"), "--out", path("x.html")).err())
                .contains("holds no run: it has no manifest.json");
        assertThat(run("show", path("traces"), "--fact", "3").err()).contains("fact 3", "there are 0 to 2");
        assertThat(run("show", path("traces"), "--fact", "1").err())
                .contains("fact 1", "was not traced: expected 'nowhere'");
        assertThat(run("show", path("eval"), "--fact", "1").err())
                .contains("--fact is for folders of 'engram trace --prompts'");
        assertThat(run("report", path("traces"), "--out", "/no/such/folder/x.html")
                        .code())
                .isNotZero();
    }
}
