package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A record that contradicts an earlier one, or is the same.
 *
 * @param id of the record
 * @param earlierId of the first record that it is at odds with, or the same as
 * @param problem what there is to both, in a sentence
 */
public record RecordConflict(Kind kind, String id, String earlierId, String problem) {

    /** What is wrong with two records. */
    public enum Kind {
        /** They rewrite the same prompt to different targets: edited together, at most one of them can succeed. */
        CONTRADICTION,
        /** They are the same but for their ids, and count twice. */
        DUPLICATE
    }

    /** What some records have for a prompt. */
    private record Rewritten(String id, String target) {}

    /** The conflicts among records, in the order of the later of the two; each is held against the first of its kind. */
    static List<RecordConflict> in(List<BenchmarkRecord> records) {
        List<RecordConflict> conflicts = new ArrayList<>();
        Map<BenchmarkRecord, String> seen = new HashMap<>();
        Map<String, Rewritten> rewrites = new HashMap<>();
        for (BenchmarkRecord record : records) {
            String same = seen.putIfAbsent(withoutIds(record), record.id());
            if (same != null) {
                conflicts.add(new RecordConflict(
                        Kind.DUPLICATE, record.id(), same, "record " + record.id() + " is the same as record " + same));
                continue;
            }
            for (EditCase edit : record.edits()) {
                addContradiction(record.id(), edit, rewrites, conflicts);
            }
        }
        return conflicts;
    }

    private static void addContradiction(
            String id, EditCase edit, Map<String, Rewritten> rewrites, List<RecordConflict> conflicts) {
        String prompt = edit.rewrite().prompt().text();
        String target = edit.rewrite().target().strip();
        Rewritten earlier = rewrites.putIfAbsent(prompt, new Rewritten(id, target));
        if (earlier != null && !earlier.target.equals(target)) {
            conflicts.add(new RecordConflict(
                    Kind.CONTRADICTION,
                    id,
                    earlier.id,
                    "record " + id + " rewrites '" + prompt + "' to '" + target + "', record " + earlier.id + " to '"
                            + earlier.target + "'"));
        }
    }

    private static BenchmarkRecord withoutIds(BenchmarkRecord record) {
        List<EditCase> edits = record.edits().stream()
                .map(edit -> new EditCase("-", edit.rewrite(), edit.oldAnswer(), edit.paraphrases(), edit.neighbours()))
                .toList();
        return new BenchmarkRecord("-", edits, record.probes(), record.openings(), record.targetIds());
    }
}
