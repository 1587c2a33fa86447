package dev.engram.cli.trace;

import dev.engram.cli.call.BosOption;
import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.Demonstration;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.call.FactOption;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.call.PoolingOption;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.datasets.Prompt;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.text.Tokenizer;
import dev.engram.reports.page.ReportPage;
import dev.engram.reports.page.ReportPart;
import dev.engram.reports.page.TracePage;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceRequest;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TraceSettings;
import dev.engram.tracing.summary.SummarySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram trace}: where in the model a fact is recalled. */
@Command(
        name = "trace",
        description =
                "Localises a fact by causal tracing: adds noise to the subject's embeddings, restores one state at a time to its "
                        + "clean value, and shows how probable the answer becomes again, for every layer and position. Without a "
                        + "prompt it traces a few facts of the bundled model and writes engram-report.html. A list of prompts is traced "
                        + "into a folder, with averages by the tokens' roles.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram trace",
            "  engram trace --prompt \"The capital of France is\" --subject France",
            "  engram trace --model gpt2 --prompt \"The Eiffel Tower is located in the city of\" --subject \"Eiffel Tower\"",
            "  engram trace --model gpt2 --prompt \"The Space Needle is in\" --subject \"Space Needle\" --kind mlp --html needle.html",
            "  engram trace --model model.gguf --prompt \"...\" --subject \"...\" --noise 0.35 --kind hidden,mlp:5 --json",
            "  engram trace --model gpt2 --prompts facts.jsonl --out runs/facts",
            "  engram trace --model gpt2 --prompts facts.csv --out runs/swapped --noise subjects --metric log-probability"
        })
public final class TraceCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @ArgGroup
    private @Nullable What what;

    /** One prompt, or a list of them. */
    static final class What {
        @ArgGroup(exclusive = false)
        private @Nullable FactOption fact;

        @ArgGroup(exclusive = false, heading = "Lists of prompts:%n")
        private @Nullable TraceListOptions list;
    }

    @Mixin
    private BosOption bos = new BosOption();

    @Option(
            names = "--answer",
            paramLabel = "TEXT",
            description = "The answer to watch, with its leading space (default: the model's own first choice).")
    private @Nullable String answer;

    @Option(
            names = "--foil",
            paramLabel = "TOKEN",
            description = "What --metric logit-difference compares the answer with; a list has its own.")
    private @Nullable String foil;

    @Mixin
    private TraceOptions options = new TraceOptions();

    @Mixin
    private PoolingOption pooling = new PoolingOption();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a report: one self-contained page (without a prompt engram-report.html by default).")
    private @Nullable Path html;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object a prompt: tokens, subjectRange, answer, answerText, clean, corrupted, grids, conditions; for a list its "
                            + "summary; with --explain the counts.")
    private boolean json;

    @Option(
            names = "--explain",
            description = "Trace nothing; print the work that it would be, and what whole passes would take.")
    private boolean explains;

    public TraceCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        if (what != null && what.list != null) {
            traceList(what.list);
        } else {
            tracePrompts(what == null ? null : what.fact);
        }
        return 0;
    }

    private void tracePrompts(@Nullable FactOption fact) throws IOException {
        if (fact == null) {
            requireDemonstration();
        }
        if (options.comparesLogits() == (foil == null)) {
            throw new IllegalArgumentException(
                    "--metric logit-difference and --foil go together: the one compares the answer with the other");
        }
        Optional<Path> page = page(fact);
        page.ifPresent(AtomicFile::requireWritable);
        try (ModelFiles files = model.open()) {
            List<Prompt> prompts = fact == null ? Demonstration.prompts() : List.of(fact.prompt(files, bos));
            ModelFingerprint fingerprint = files.fingerprint();
            List<TraceResult> results = new ArrayList<>();
            try (SiteModel loaded = compute.load(files)) {
                if (explains) {
                    CausalTracer tracer = new CausalTracer(loaded);
                    print(prompts.stream().map(prompt -> tracer.explain(request(prompt, loaded))));
                    return;
                }
                for (Prompt prompt : prompts) {
                    results.add(trace(prompt, loaded));
                }
            }
            TraceFile traces = new TraceFile(
                    results,
                    SummarySettings.DEFAULT,
                    CallJson.of(spec),
                    EngramVersion.number(),
                    new ModelJson(model.given(), fingerprint.sha256()),
                    ComputeJson.of(compute.settings()));
            print(traces);
            if (page.isPresent()) {
                AtomicFile.write(page.get(), page(traces));
                spec.commandLine().getErr().println("wrote " + page.get());
            }
        }
        if (fact == null && !json) {
            Demonstration.sayWhatNext(spec.commandLine().getErr());
        }
    }

    /** Where the report goes, if there is to be one. */
    private Optional<Path> page(@Nullable FactOption fact) {
        if (explains && html != null) {
            throw new IllegalArgumentException(
                    "--explain leaves nothing to write to " + html + "; leave out one of them");
        }
        return Optional.ofNullable(fact == null && html == null && !explains ? Demonstration.REPORT : html);
    }

    private void traceList(TraceListOptions list) throws IOException {
        if (answer != null || foil != null || html != null) {
            throw new IllegalArgumentException(
                    "with --prompts, answers and foils are in the list, and the report is in --out; "
                            + "leave out --answer, --foil and --html");
        }
        TraceListRun run = new TraceListRun(
                list,
                options,
                bos.bos(),
                compute.settings(),
                engram.terminal(),
                spec.commandLine().getErr());
        Optional<Path> out = explains ? Optional.empty() : Optional.of(list.out());
        try (ModelFiles files = model.open()) {
            if (explains) {
                print(run.explain(files).stream());
            } else {
                run.run(files, model.given(), CallJson.of(spec), list.out());
            }
        }
        if (out.isPresent()) {
            TraceRunReport.of(out.get(), pooling.settings()).publish(spec, engram.terminal(), json);
        }
    }

    private void print(Stream<WhatIfPlan> plans) {
        PrintWriter out = spec.commandLine().getOut();
        plans.reduce(WhatIfPlan::plus).ifPresent(plan -> {
            if (json) {
                out.println(JsonLine.of(plan));
            } else {
                PlanText.print(out, plan);
            }
        });
    }

    /** Without a prompt there is nothing to trace in a model whose facts are not known. */
    private void requireDemonstration() {
        if (!model.given().equals(Demonstration.MODEL) || answer != null || foil != null) {
            throw new IllegalArgumentException(
                    "name the fact to trace with --prompt and --subject, or a list of them with --prompts; without them the facts "
                            + "of the bundled model are traced, and neither --model nor --answer nor --foil can be given");
        }
    }

    private TraceResult trace(Prompt prompt, SiteModel loaded) {
        try (ProgressLine progress = new ProgressLine("tracing " + prompt.subject(), engram.terminal())) {
            return new CausalTracer(loaded)
                    .trace(request(prompt, loaded), share -> progress.advance(Math.round(1000 * share), 1000));
        }
    }

    private TraceRequest request(Prompt prompt, SiteModel loaded) {
        Corruption corruption =
                options.noise().of(loaded, List.of(prompt.subject()), List.of(prompt.text()), bos.bos());
        boolean isDemonstration = what == null && !options.namesKinds();
        TraceSettings settings = options.settings(
                corruption, isDemonstration ? EnumSet.of(RestoredState.HIDDEN) : new CausalTracer(loaded).states());
        return new TraceRequest(
                prompt,
                answer == null ? List.of() : answerTokens(answer, loaded.tokenizer()),
                foil == null ? OptionalInt.empty() : OptionalInt.of(OnlyToken.of("foil", foil, loaded.tokenizer())),
                bos.bos(),
                settings);
    }

    private void print(TraceFile traces) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            traces.results()
                    .forEach(result -> out.println(
                            JsonLine.of(TraceJson.of(result, traces.model(), traces.compute(), traces.call()))));
        } else {
            traces.print(out, engram.terminal());
        }
    }

    private static String page(TraceFile traces) {
        ReportPart part = traces.part();
        return traces.results().size() == 1
                ? TracePage.render(traces.results().get(0), part.provenance())
                : ReportPage.render(part);
    }

    private static List<Integer> answerTokens(String text, Tokenizer tokenizer) {
        List<Integer> tokens = tokenizer.encodeContinuation(text).ids();
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("the answer '" + text + "' has no tokens");
        }
        return tokens;
    }
}
