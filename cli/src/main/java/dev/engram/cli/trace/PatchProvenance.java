package dev.engram.cli.trace;

import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.RunProvenance;
import dev.engram.models.text.Tokenizer;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.Provenance.Entry;
import dev.engram.tracing.patching.PatchResult;
import java.util.List;
import java.util.Locale;

/** How a patching was made, for its report. */
final class PatchProvenance {

    private PatchProvenance() {}

    static Provenance of(PatchResult result, Tokenizer.Bos bos, ModelJson model, ComputeJson compute, CallJson call) {
        return RunProvenance.of(
                call,
                EngramVersion.number(),
                model,
                compute,
                List.of(
                        new Entry("site", result.site().label()),
                        new Entry("direction", result.direction().label()),
                        new Entry(
                                "begin of text",
                                bos.name().toLowerCase(Locale.ROOT).replace('_', ' '))));
    }
}
