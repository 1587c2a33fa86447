package dev.engram.cli.kept;

import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.Provenance.Entry;
import java.util.ArrayList;
import java.util.List;

/** How a result was made, for its report: what all results have, around what is particular to one. */
public final class RunProvenance {

    private RunProvenance() {}

    public static Provenance of(
            CallJson call, String engram, ModelJson model, ComputeJson compute, List<Entry> particular) {
        List<Entry> entries = new ArrayList<>(List.of(
                new Entry("command", call.command()),
                new Entry("engram", engram),
                new Entry("model", model.name()),
                new Entry("model sha256", model.sha256()),
                new Entry("engine", compute.text())));
        entries.addAll(particular);
        if (call.machine() != null) {
            entries.add(new Entry("machine", call.machine()));
        }
        if (call.time() != null) {
            entries.add(new Entry("time", call.time()));
        }
        return new Provenance(entries);
    }
}
