package dev.engram.cli.datasets;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.DatasetEntry;
import dev.engram.datasets.benchmark.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many there are of each thing that a data set may have, in the order of a record. */
final class DatasetCounts {

    private final Map<String, Long> counts = new LinkedHashMap<>();

    private DatasetCounts() {}

    static DatasetCounts of(List<DatasetEntry> entries) {
        DatasetCounts counts = new DatasetCounts();
        for (DatasetEntry entry : entries) {
            if (entry instanceof DatasetEntry.Traced traced) {
                counts.add(
                        "facts with an expected answer",
                        traced.listed().attribute().stream().count());
                counts.add("facts with a foil", traced.listed().foil().stream().count());
            } else if (entry instanceof DatasetEntry.Edited edited) {
                counts.add(edited.record());
            }
        }
        return counts;
    }

    /** What there is none of is left out. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((name, count) -> {
            if (count > 0) {
                lines.add("  " + name + ": " + count);
            }
        });
        return lines;
    }

    private void add(BenchmarkRecord record) {
        List<EditCase> edits = record.edits();
        List<Neighbour> neighbours =
                edits.stream().flatMap(edit -> edit.neighbours().stream()).toList();
        add("edits", edits.size());
        add(
                "edits with an old answer",
                edits.stream().filter(edit -> edit.oldAnswer().isPresent()).count());
        add(
                "paraphrases",
                edits.stream().mapToLong(edit -> edit.paraphrases().size()).sum());
        add("neighbours", neighbours.size());
        add(
                "neighbours with an answer",
                neighbours.stream().filter(each -> each.answer().isPresent()).count());
        add("openings", record.openings().size());
        for (Probe probe : record.probes()) {
            String tests = "tests of " + probe.kind().label();
            add(probe.group().isEmpty() ? tests : tests + ", " + probe.group(), 1);
        }
    }

    private void add(String name, long count) {
        counts.merge(name, count, Long::sum);
    }
}
