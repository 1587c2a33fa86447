package dev.engram.cli.trace;

import dev.engram.cli.call.BosOption;
import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.text.Tokenizer;
import dev.engram.reports.page.PatchPage;
import dev.engram.tracing.patching.ActivationPatcher;
import dev.engram.tracing.patching.PatchDirection;
import dev.engram.tracing.patching.PatchRequest;
import dev.engram.tracing.patching.PatchResult;
import dev.engram.tracing.patching.PatchSite;
import dev.engram.tracing.patching.PromptPair;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram patch}: which values carry the difference between two prompts. */
@Command(
        name = "patch",
        description =
                "Activation patching: puts one run's values into the run of another prompt of as many tokens, one place at a time, "
                        + "and shows how much of the difference between the two each place carries. The measure is "
                        + "logit(answer) - logit(foil) at the last position: 0 as without the patch, 1 as the run that the values "
                        + "come from.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram patch --clean \"The capital of France is\" --corrupted \"The capital of Italy is\"",
            "  engram patch --model gpt2 --clean \"The capital of France is\" --corrupted \"The capital of Italy is\" "
                    + "--answer \" Paris\" --foil \" Rome\" --html patch.html",
            "  engram patch --model gpt2 --clean \"...\" --corrupted \"...\" --site attn.z --direction noise --json",
            "  engram patch --model gpt2 --clean \"...\" --corrupted \"...\" --site hook_mlp_out --explain"
        })
public final class PatchCommand implements Callable<Integer> {

    private static final int PROGRESS_STEPS = 1000;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @Option(names = "--clean", required = true, paramLabel = "TEXT", description = "The prompt of the answer.")
    private String clean = "";

    @Option(
            names = "--corrupted",
            required = true,
            paramLabel = "TEXT",
            description = "The prompt of the foil: the same but for what is asked, and of as many tokens.")
    private String corrupted = "";

    @Mixin
    private BosOption bos = new BosOption();

    @Option(
            names = "--answer",
            paramLabel = "TOKEN",
            description = "A token with its leading space (default: the first choice after the clean prompt).")
    private @Nullable String answer;

    @Option(
            names = "--foil",
            paramLabel = "TOKEN",
            description = "The token to compare it with (default: the first choice after the corrupted prompt).")
    private @Nullable String foil;

    @Option(
            names = "--site",
            paramLabel = "SITE",
            defaultValue = "resid.pre",
            description =
                    "What is patched: resid.pre, resid.mid, resid.post, attn.out or mlp.out at one layer and position, or attn.z "
                            + "of one layer and head at all positions; also by TransformerLens's names, such as hook_resid_pre "
                            + "(default: ${DEFAULT-VALUE}).")
    private String site = "";

    @Option(
            names = "--direction",
            paramLabel = "WHICH",
            defaultValue = "denoise",
            description =
                    "denoise (clean values into the corrupted run: what is enough) or noise (corrupted values into the "
                            + "clean run: what is needed) (default: ${DEFAULT-VALUE}).")
    private PatchDirection direction = PatchDirection.DENOISE;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report: one self-contained page.")
    private @Nullable Path html;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object: both runs with tokens and logit difference, answer, foil, direction, site, "
                            + "axes, grid, settings, model.")
    private boolean json;

    @Option(names = "--explain", description = "Show how much work it would be, and do none of it.")
    private boolean explain;

    public PatchCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        PatchSite patched = PatchSite.parse(site);
        if (html != null) {
            requireReport(html);
        }
        try (ModelFiles files = model.open()) {
            ModelFingerprint fingerprint = files.fingerprint();
            try (SiteModel loaded = compute.load(files)) {
                ActivationPatcher patcher = new ActivationPatcher(loaded);
                PatchRequest request = request(patched, loaded.tokenizer());
                if (explain) {
                    print(patcher.explain(request));
                } else {
                    report(patch(patcher, request), files.name(), fingerprint);
                }
            }
        }
        return 0;
    }

    private void requireReport(Path file) {
        if (explain) {
            throw new IllegalArgumentException(
                    "--explain leaves nothing to write to " + file + "; leave out one of them");
        }
        AtomicFile.requireWritable(file);
    }

    private PatchRequest request(PatchSite patched, Tokenizer tokenizer) {
        return new PatchRequest(
                new PromptPair(clean, corrupted),
                bos.bos(),
                answer == null ? OptionalInt.empty() : OptionalInt.of(OnlyToken.of("answer", answer, tokenizer)),
                foil == null ? OptionalInt.empty() : OptionalInt.of(OnlyToken.of("foil", foil, tokenizer)),
                patched,
                direction);
    }

    private PatchResult patch(ActivationPatcher patcher, PatchRequest request) {
        try (ProgressLine progress =
                new ProgressLine("patching " + request.site().label(), engram.terminal())) {
            return patcher.patch(
                    request, share -> progress.advance(Math.round(share * PROGRESS_STEPS), PROGRESS_STEPS));
        }
    }

    private void print(WhatIfPlan plan) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(plan));
        } else {
            PlanText.print(out, plan);
        }
    }

    private void report(PatchResult result, String modelName, ModelFingerprint fingerprint) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(PatchJson.of(
                    result,
                    bos.bos(),
                    new ModelJson(modelName, fingerprint.sha256()),
                    ComputeJson.of(compute.settings()))));
        } else {
            new PatchText(engram.terminal()).print(out, result);
        }
        if (html != null) {
            AtomicFile.write(
                    html,
                    PatchPage.render(
                            result,
                            PatchProvenance.of(
                                    result,
                                    bos.bos(),
                                    new ModelJson(model.given(), fingerprint.sha256()),
                                    ComputeJson.of(compute.settings()),
                                    CallJson.of(spec))));
            spec.commandLine().getErr().println("wrote " + html);
        }
    }
}
