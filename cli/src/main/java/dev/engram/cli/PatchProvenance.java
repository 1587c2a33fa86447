package dev.engram.cli;

import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.text.Tokenizer;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.Provenance.Entry;
import dev.engram.tracing.patching.PatchResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** How a patching was made, for its report. */
final class PatchProvenance {

    private PatchProvenance() {}

    static Provenance of(
            PatchResult result, Tokenizer.Bos bos, String model, ModelFingerprint fingerprint, String command) {
        return new Provenance(List.of(
                new Entry("command", command),
                new Entry("engram", EngramVersion.number()),
                new Entry("model", model),
                new Entry("model sha256", fingerprint.sha256()),
                new Entry("engine", "PyTorch by DJL, CPU, float32"),
                new Entry("site", result.site().label()),
                new Entry("direction", result.direction().label()),
                new Entry("begin of text", bos.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                new Entry(
                        "Java",
                        System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                                + System.getProperty("os.arch")),
                new Entry("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
    }
}
