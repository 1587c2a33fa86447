package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Listed;
import java.util.List;
import java.util.Optional;

/**
 * A record of a benchmark of edits: the facts that are edited together, each with its paraphrases and neighbours, and what else is asked
 * afterwards.
 *
 * @param id what names it, and what is measured of it, among its benchmark's; not blank
 * @param edits at least one; more where a record changes several facts (MQuAKE)
 * @param probes further questions, in the order of the record
 * @param openings texts that the model is to go on with freely, whose fluency and consistency are measured (CounterFact's generation
 *     prompts)
 * @param targetIds by which texts to hold those against are found, where the benchmark has them (CounterFact)
 */
public record BenchmarkRecord(
        String id, List<EditCase> edits, List<Probe> probes, List<String> openings, Optional<TargetIds> targetIds)
        implements Listed {

    public BenchmarkRecord {
        edits = List.copyOf(edits);
        probes = List.copyOf(probes);
        openings = List.copyOf(openings);
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of a record is blank");
        }
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("the record " + id + " edits nothing");
        }
        if (openings.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a text to go on with of the record " + id + " is blank");
        }
    }

    /** A record without ids of its target, as most are. */
    public BenchmarkRecord(String id, List<EditCase> edits, List<Probe> probes, List<String> openings) {
        this(id, edits, probes, openings, Optional.empty());
    }

    /** The same record with other edits, or less of them. */
    public BenchmarkRecord withEdits(List<EditCase> others) {
        return new BenchmarkRecord(id, others, probes, openings, targetIds);
    }

    /** A record of one fact alone. */
    public static BenchmarkRecord of(EditCase edit) {
        return new BenchmarkRecord(edit.id(), List.of(edit), List.of(), List.of());
    }
}
