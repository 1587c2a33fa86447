package dev.engram.cli.trace;

import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ConditionsJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.kept.Shard;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.datasets.ListedPrompt;
import dev.engram.datasets.PromptList;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.files.ComputeSettings;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.AnswerTokens;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.ListTracer;
import dev.engram.tracing.TraceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Traces a list of prompts into a folder, from where an earlier run stopped. */
final class TraceListRun {

    private final TraceListOptions options;
    private final TraceOptions traceOptions;
    private final Tokenizer.Bos bos;
    private final ComputeSettings compute;
    private final TerminalSettings terminal;
    private final PrintWriter err;
    private final Shard shard;
    private final AnswerTokens answers;
    private final PromptList list;

    /** A run; the list is read and the options are checked at once. */
    TraceListRun(
            TraceListOptions options,
            TraceOptions traceOptions,
            Tokenizer.Bos bos,
            ComputeSettings compute,
            TerminalSettings terminal,
            PrintWriter err)
            throws IOException {
        this.options = options;
        this.traceOptions = traceOptions;
        this.bos = bos;
        this.compute = compute;
        this.terminal = terminal;
        this.err = err;
        this.shard = options.shard();
        this.answers = options.answers();
        this.list = options.read();
    }

    /** Traces all prompts of the shard that have no result yet. */
    void run(ModelFiles files, String modelName, CallJson call, Path out) throws IOException {
        sayWhatIsSkipped();
        try (SiteModel model = files.load(compute)) {
            TraceSettings settings = settings(model);
            ListTracer tracer = new ListTracer(model, settings, bos, answers, options.keepsWrong());
            TraceManifest manifest = new TraceManifest(
                    TraceManifest.FORMAT,
                    call,
                    EngramVersion.number(),
                    new ModelJson(modelName, files.fingerprint().sha256()),
                    TraceManifest.PromptsJson.of(list),
                    shard.toString(),
                    ConditionsJson.of(tracer.conditions()),
                    new TraceManifest.OptionsJson(
                            name(bos),
                            name(answers),
                            options.keepsWrong(),
                            name(settings.draws()),
                            name(settings.severedDraws())),
                    ComputeJson.of(compute));
            try (RunFolder folder = RunFolder.open(out, manifest)) {
                trace(tracer, folder);
            }
        }
    }

    /** The work of tracing each of the shard's prompts that can be traced. */
    List<WhatIfPlan> explain(ModelFiles files) throws IOException {
        sayWhatIsSkipped();
        try (SiteModel model = files.load(compute)) {
            ListTracer tracer = new ListTracer(model, settings(model), bos, answers, options.keepsWrong());
            List<ListedPrompt> prompts = list.shard(shard.index(), shard.count());
            List<WhatIfPlan> plans = prompts.stream()
                    .flatMap(listed -> tracer.explain(listed).stream())
                    .toList();
            err.println(plans.size() + " prompts; " + (prompts.size() - plans.size())
                    + " that cannot be traced, and none is left out because the model does not complete it");
            return plans;
        }
    }

    private TraceSettings settings(SiteModel model) {
        List<ListedPrompt> prompts = list.prompts();
        Corruption corruption = traceOptions
                .noise()
                .of(
                        model,
                        prompts.stream()
                                .map(listed -> listed.prompt().subject())
                                .toList(),
                        prompts.stream().map(listed -> listed.prompt().text()).toList(),
                        bos);
        return traceOptions.settings(corruption, new CausalTracer(model).states());
    }

    private void sayWhatIsSkipped() {
        if (!list.skipped().isEmpty()) {
            err.println("skipped " + list.skipped().size() + " bad records of " + list.file() + ", the first: "
                    + list.skipped().get(0).message());
        }
    }

    private void trace(ListTracer tracer, RunFolder folder) throws IOException {
        Set<Integer> done = new HashSet<>();
        RunFolder.readResults(folder.folder(), FactTraceJson.class).forEach(line -> done.add(line.index()));
        if (!done.isEmpty()) {
            err.println("going on after the " + done.size() + " prompts that are done in " + folder.folder());
        }
        List<ListedPrompt> prompts = list.prompts();
        int mine = list.shard(shard.index(), shard.count()).size();
        int before = done.size();
        try (ProgressLine progress = new ProgressLine("tracing", terminal)) {
            for (int i = 0; i < prompts.size(); i++) {
                if (shard.has(i) && !done.contains(i)) {
                    int finished = done.size() - before;
                    int left = mine - before;
                    FactTrace fact = tracer.trace(
                            prompts.get(i),
                            share -> progress.advance(Math.round(1000 * (finished + share)), 1000L * left));
                    folder.append(FactTraceJson.of(i, fact));
                    done.add(i);
                    progress.advance(1000L * (done.size() - before), 1000L * left);
                }
            }
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
