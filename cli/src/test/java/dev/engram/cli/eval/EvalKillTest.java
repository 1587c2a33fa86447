package dev.engram.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.EngramMain;
import dev.engram.models.disk.Digest;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Evaluations in processes of their own, which are killed as the system kills: without a word. */
class EvalKillTest {

    private static final int KILLS = 5;
    private static final int LONGEST_DELAY_MILLIS = 300;
    private static final String TIMES = "\"seconds\":[^,}]*";

    /** Searches of a few steps, after the prompt alone: what is tested is what stays on the disk. */
    private static final String SEARCH = """
            "contexts":{"prefixes":[],"samples":[],"seed":1},\
            "value":{"steps":6,"learningRate":0.5,"weightDecay":0.001,"klFactor":0.0625,"clampFactor":4,"earlyStop":0.05,\
            "decayForm":"OVER_SQUARED_NORM","klPlace":"SUBJECT_LAST","klDirection":"NOW_FROM_BEFORE"}""";

    private static final String ROME =
            "{\"editor\":\"rome\",\"layer\":1,\"key\":\"BARE\"," + SEARCH + ",\"covariance\":true}";
    private static final String ALPHA_EDIT = "{\"editor\":\"alphaedit\",\"layers\":[0,1]," + SEARCH
            + ",\"nullSpaceThreshold\":0.01,\"relativeThreshold\":true,\"damping\":1}";

    @TempDir
    private Path folder;

    static Stream<Arguments> runs() {
        List<String> oneByOne = List.of("--method", "rome");
        List<String> sequence =
                List.of("--method", "alphaedit", "--protocol", "sequence", "--batch", "1", "--check-every", "2");
        return SeededCases.seeds(1)
                .flatMap(seed -> Stream.of(oneByOne, sequence).map(protocol -> Arguments.of(seed.get()[0], protocol)));
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("rome.json"), ROME);
        Files.writeString(folder.resolve("alphaedit.json"), ALPHA_EDIT);
        Files.writeString(
                folder.resolve("capitals.jsonl"),
                record("France", "Rome") + record("Spain", "Oslo") + record("Italy", "Lima") + record("Egypt", "Rome"));
    }

    private static String record(String subject, String target) {
        return """
                {"id":"%s","prompt":"The capital of {} is","subject":"%s","target":"%s"}
                """.formatted(subject, subject, target);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_run_that_is_killed_at_any_time_ends_with_the_lines_of_one_that_is_not(long seed, List<String> protocol)
            throws IOException, InterruptedException {
        assertThat(finish(start("whole", protocol))).as(said("whole")).isZero();
        int lines = lines("whole");
        Random random = new Random(seed);
        int[] points = random.ints(KILLS, 0, lines).sorted().toArray();

        int killed = 0;
        for (int point : points) {
            Process process = start("killed", protocol);
            while (process.isAlive() && lines("killed") < point) {
                Thread.sleep(2);
            }
            boolean ended = process.waitFor(random.nextInt(LONGEST_DELAY_MILLIS), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            int code = finish(process);
            assertThat(ended && code != 0).as(said("killed")).isFalse();
            killed += ended ? 0 : 1;
        }
        assertThat(finish(start("killed", protocol))).as(said("killed")).isZero();

        assertThat(killed)
                .as("kills of a living process, at the lines " + Arrays.toString(points))
                .isPositive();
        assertThat(results("killed")).isEqualTo(results("whole"));
        assertThat(edits("killed")).isEqualTo(edits("whole"));
    }

    private Process start(String out, List<String> protocol) throws IOException {
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EngramMain.class.getName(),
                "eval",
                "--dataset",
                folder.resolve("capitals.jsonl").toString(),
                "--settings",
                folder.resolve(protocol.get(1) + ".json").toString(),
                "--statistics-tokens",
                "500",
                "--out",
                folder.resolve(out).toString()));
        call.addAll(protocol);
        ProcessBuilder builder = new ProcessBuilder(call)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(out + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "HF_HOME",
                        "/no/such/huggingface",
                        "ENGRAM_CACHE",
                        folder.resolve("cache-" + out).toString(),
                        "HF_HUB_OFFLINE",
                        "1",
                        "OMP_NUM_THREADS", // threads that wait for each other are slow where others work, too
                        "1"));
        return builder.start();
    }

    private static int finish(Process process) throws InterruptedException {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ends").isTrue();
        return process.exitValue();
    }

    private String said(String out) throws IOException {
        return Files.readString(folder.resolve(out + ".log"));
    }

    private int lines(String out) throws IOException {
        Path results = folder.resolve(out).resolve("results.jsonl");
        return Files.exists(results)
                ? (int) Files.readString(results).chars().filter(c -> c == '\n').count()
                : 0;
    }

    private String results(String out) throws IOException {
        return Files.readString(folder.resolve(out).resolve("results.jsonl")).replaceAll(TIMES, "");
    }

    /** The files of edits that a sequence keeps, with their hashes; none without a sequence. */
    private Map<String, String> edits(String out) throws IOException {
        Map<String, String> edits = new TreeMap<>();
        Path kept = folder.resolve(out).resolve("edits");
        if (Files.exists(kept)) {
            try (Stream<Path> files = Files.walk(kept)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".safetensors"))
                        .toList()) {
                    edits.put(
                            kept.relativize(file).toString(),
                            Digest.sha256().add(Files.readAllBytes(file)).hex());
                }
            }
        }
        return edits;
    }
}
