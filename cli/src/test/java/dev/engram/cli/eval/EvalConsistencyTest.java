package dev.engram.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a model writes held against the reference's texts, from the command line. */
class EvalConsistencyTest {

    private static final double ROUNDING = 1e-12;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        write("facts.json", "[" + record("France", "Q220") + "," + record("Spain", "Q1") + "]");
        write("snippets.json", snippets("P36", "Q220"));
        write("vocabulary.json", "{\"capital\": 0, \"zebra\": 1}");
        Files.write(folder.resolve("idf.npy"), npy(3, 4));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String record(String subject, String target) {
        return """
            {"case_id":"%s","requested_rewrite":{"prompt":"The capital of {} is","subject":"%s","relation_id":"P36",\
            "target_new":{"str":"Rome","id":"%s"},"target_true":{"str":"Paris","id":"Q90"}},"paraphrase_prompts":[],\
            "neighborhood_prompts":[],"attribute_prompts":[],"generation_prompts":["The capital of %s is"]}\
            """.formatted(subject, subject, target, subject);
    }

    private static String snippets(String relation, String target) {
        return """
            [{"relation_id":"%s","target_id":"%s","samples":[{"name":"A","text":"A capital."},{"name":"B","text":"Zebra!"}]}]
            """.formatted(relation, target);
    }

    private static byte[] npy(double... values) throws IOException {
        String head = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + values.length + ",), }\n";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length(), 0});
        file.write(head.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer numbers = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asDoubleBuffer().put(values);
        file.write(numbers.array());
        return file.toByteArray();
    }

    private CommandRun run(String out, String... more) {
        List<String> call = new ArrayList<>(List.of(
                "eval",
                "--dataset",
                folder.resolve("facts.json").toString(),
                "--method",
                "ft-m",
                "--out",
                folder.resolve(out).toString()));
        call.addAll(List.of(more));
        return CommandRun.caching(folder, call.toArray(String[]::new));
    }

    private String[] files(String... more) {
        List<String> files = new ArrayList<>(List.of(
                "--snippets",
                folder.resolve("snippets.json").toString(),
                "--tfidf-vocabulary",
                folder.resolve("vocabulary.json").toString(),
                "--idf",
                folder.resolve("idf.npy").toString()));
        files.addAll(List.of(more));
        return files.toArray(String[]::new);
    }

    private JsonNode summary(String out) throws IOException {
        return new JsonMapper().readTree(Files.readString(folder.resolve(out).resolve("summary.json")));
    }

    private static JsonNode consistency(JsonNode summary) {
        return summary.path("metrics")
                .path("rows")
                .valueStream()
                .filter(row -> row.path("metric").stringValue().equals("text.reference-cosine"))
                .findFirst()
                .orElseThrow()
                .path("methods")
                .path("unedited");
    }

    @Test
    void texts_are_held_against_those_about_the_new_answer_in_a_finished_folder_too() throws IOException {
        assertThat(run("one").out()).doesNotContain("text.reference-cosine");

        CommandRun run = run("one", files());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("text.reference-cosine", "RS, consistency");
        assertThat(run.err()).contains("snippets.json has texts of the targets of 1 of 2 records");
        // The openings have the word capital and no text has zebras: (3 n, 0) and (3, 4) have a cosine of 3 / 5,
        // whatever n is.
        JsonNode estimate = consistency(summary("one"));
        assertThat(estimate.path("mean").doubleValue()).isBetween(0.6 - ROUNDING, 0.6 + ROUNDING);
        assertThat(estimate.path("n").intValue()).isEqualTo(1);
        assertThat(summary("one").path("references").path(0).path("file").stringValue())
                .isEqualTo("snippets.json");
    }

    @Test
    void joined_shards_are_held_against_the_same() throws IOException {
        assertThat(run("whole", files()).code()).isZero();
        assertThat(run("part0", "--shard", "0/2").code()).isZero();
        assertThat(run("part1", "--shard", "1/2").code()).isZero();
        List<String> call = new ArrayList<>(List.of("eval", "merge"));
        List.of("part0", "part1").forEach(part -> call.add(folder.resolve(part).toString()));
        call.addAll(List.of("--out", folder.resolve("joined").toString()));

        CommandRun merge = CommandRun.of(joined(call, files()));

        assertThat(merge.code()).as(merge.err()).isZero();
        assertThat(summary("joined").path("metrics")).isEqualTo(summary("whole").path("metrics"));
    }

    private static String[] joined(List<String> call, String... more) {
        List<String> all = new ArrayList<>(call);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void files_that_are_missing_or_do_not_belong_to_the_records_are_refused() throws IOException {
        CommandRun one = run("x", "--snippets", folder.resolve("snippets.json").toString());
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err()).contains("--tfidf-vocabulary").contains("--idf");
        write("snippets.json", snippets("P36", "Q3"));
        assertThat(run("x", files()).err()).contains("snippets.json has texts of none of the 2 records' targets");
        write("snippets.json", "{}");
        assertThat(run("x", files()).err()).contains("snippets.json: expected a JSON array");
        write("snippets.json", snippets("P36", "Q220"));
        write("vocabulary.json", "{\"capital\": 0, \"zebra\": 7}");
        assertThat(run("x", files()).err()).contains("'zebra' has the place 7");
        write("vocabulary.json", "{\"lion\": 0, \"tiger\": 1}");
        assertThat(run("x", files()).err())
                .contains("reference texts of the record France have no word of the vocabulary");
        write("facts.json", "[{\"prompt\":\"The capital of {} is\",\"subject\":\"France\",\"target\":\"Rome\"}]");
        assertThat(run("x", files()).err()).contains("no record names the relation and target");
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
