package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BadRecord;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.RecordListException;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Records with values that nobody expects there: each is read, and can be written and read again, or named as bad. */
class MutatedRecordsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MUTATIONS = 60;

    @TempDir
    Path folder;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_record_is_read_or_named_as_bad(long seed) throws IOException {
        Random random = new Random(seed);
        for (BenchmarkForm form : BenchmarkForm.values()) {
            Path file = Samples.write(folder, mutated(sample(form), random));
            try {
                Benchmark read = Benchmark.read(file, Optional.of(form), BadRecords.SKIP);

                assertThat(read.records().size() + read.skipped().size()).isEqualTo(MUTATIONS + 1);
                assertThat(read.skipped())
                        .extracting(BadRecord::message)
                        .allSatisfy(message -> assertThat(message).startsWith(file + ": line 1 (index "));
                assertThat(read.records())
                        .last()
                        .satisfies(whole -> assertThat(whole.id()).isEqualTo("whole"));
                assertThat(writtenAndRead(read.records())).isEqualTo(read.records());
            } catch (RecordListException refused) {
                throw new AssertionError(form + " ends the reading", refused);
            }
        }
    }

    private List<BenchmarkRecord> writtenAndRead(List<BenchmarkRecord> records) throws IOException {
        Path own = Samples.write(folder, records.stream().map(EngramLine::of).collect(Collectors.joining("\n")));
        return Benchmark.read(own, Optional.of(BenchmarkForm.ENGRAM), BadRecords.REFUSE)
                .records();
    }

    private static JsonNode sample(BenchmarkForm form) {
        return switch (form) {
            case ENGRAM ->
                JSON.readTree(Samples.text("engram.jsonl").lines().findFirst().orElseThrow());
            case COUNTERFACT -> first("counterfact.json");
            case EASYEDIT -> first("easyedit.json");
            case ZSRE, ZSRE_EASYEDIT -> first("zsre.json");
            case KNOWEDIT -> first("knowedit.json");
            case MQUAKE -> first("mquake.json");
            case RIPPLEEDITS -> first("rippleedits.json");
        };
    }

    private static JsonNode first(String sample) {
        return JSON.readTree(Samples.text(sample)).get(0);
    }

    /** An array of the record with one thing changed in each, and at its end the record itself. */
    private static String mutated(JsonNode record, Random random) {
        ArrayNode records = NODES.arrayNode();
        for (int i = 0; i < MUTATIONS; i++) {
            ObjectNode copy = (ObjectNode) record.deepCopy();
            mutate(copy, random);
            copy.put("id", "mutation " + i).remove(List.of("case_id"));
            records.add(copy);
        }
        ObjectNode whole = (ObjectNode) record.deepCopy();
        whole.put("id", "whole").remove(List.of("case_id"));
        records.add(whole);
        return JSON.writeValueAsString(records);
    }

    private static void mutate(ObjectNode record, Random random) {
        List<Runnable> changes = new ArrayList<>();
        collect(record, random, changes);
        changes.get(random.nextInt(changes.size())).run();
    }

    /** For every value in an object or array, at whatever depth, its replacement by another and its removal. */
    private static void collect(JsonNode node, Random random, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                changes.add(() -> object.set(key, strange(object.get(key), random)));
                changes.add(() -> object.remove(key));
                collect(object.get(key), random, changes);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                changes.add(() -> array.set(index, strange(array.get(index), random)));
                changes.add(() -> array.remove(index));
                collect(array.get(i), random, changes);
            }
        }
    }

    private static JsonNode strange(JsonNode instead, Random random) {
        return switch (random.nextInt(11)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(7);
            case 2 -> NODES.numberNode(0.5);
            case 3 -> NODES.booleanNode(true);
            case 4 -> NODES.stringNode(" ");
            case 5 -> NODES.stringNode("{} and {}");
            case 6 -> NODES.stringNode("\ud83e");
            case 7 -> NODES.arrayNode();
            case 8 -> NODES.arrayNode().add(instead).add(NODES.arrayNode().add(instead));
            case 9 -> NODES.objectNode();
            default -> NODES.objectNode().set("str", instead);
        };
    }
}
