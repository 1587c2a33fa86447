package dev.engram.cli;

import dev.engram.datasets.Prompt;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.TracePage;
import dev.engram.reports.page.TracesPage;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceRequest;
import dev.engram.tracing.TraceResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
                        + "prompt it traces a few facts of the bundled model and writes engram-report.html.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram trace",
            "  engram trace --prompt \"The capital of France is\" --subject France",
            "  engram trace --model gpt2 --prompt \"The Eiffel Tower is located in the city of\" --subject \"Eiffel Tower\"",
            "  engram trace --model gpt2 --prompt \"The Space Needle is in\" --subject \"Space Needle\" --kind mlp --html needle.html",
            "  engram trace --model model.gguf --prompt \"...\" --subject \"...\" --noise-std-dev 0.35 --window 5 --json"
        })
final class TraceCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @ArgGroup(exclusive = false)
    private @Nullable FactOption fact;

    @Mixin
    private BosOption bos = new BosOption();

    @Option(
            names = "--answer",
            paramLabel = "TOKEN",
            description = "The token to watch, with its leading space (default: the model's own first choice).")
    private @Nullable String answer;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description =
                    "What to restore: hidden (one block's output), mlp, attn (module outputs in a window of layers) "
                            + "(default: all that the model has; without a prompt hidden).")
    private List<String> kinds = List.of();

    @Option(
            names = "--noise-std-dev",
            paramLabel = "X",
            description = "Standard deviation of the noise (default: 3 times that of the subject's embeddings).")
    private @Nullable Double noiseStdDev;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "10",
            description = "Noise draws to average over (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the noise, as NumPy's RandomState takes it (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "10",
            description = "Layers restored together for mlp and attn (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--window-convention",
            paramLabel = "WHICH",
            defaultValue = "code",
            description =
                    "Where an even window lies: code (10 around l is l-5 to l+4, as in the published numbers) or paper "
                            + "(l-4 to l+5) (default: ${DEFAULT-VALUE}).")
    private RestoreWindow.Convention convention = RestoreWindow.Convention.CODE;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a report: one self-contained page (without a prompt engram-report.html by default).")
    private @Nullable Path html;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object a prompt: tokens, subjectRange, answer, both probabilities, grids, settings.")
    private boolean json;

    TraceCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        if (fact == null) {
            requireDemonstration();
        }
        Optional<Path> page = Optional.ofNullable(fact == null && html == null ? Demonstration.REPORT : html);
        page.ifPresent(AtomicFile::requireWritable);
        try (ModelFiles files = model.open()) {
            List<Prompt> prompts = fact == null ? Demonstration.prompts() : List.of(fact.prompt(files, bos));
            ModelFingerprint fingerprint = files.fingerprint();
            List<TraceResult> results = new ArrayList<>();
            try (SiteModel loaded = files.load()) {
                for (Prompt prompt : prompts) {
                    results.add(trace(prompt, loaded));
                }
            }
            print(results, files.name(), fingerprint);
            if (page.isPresent()) {
                AtomicFile.write(page.get(), page(results, fingerprint));
                spec.commandLine().getErr().println("wrote " + page.get());
            }
        }
        if (fact == null && !json) {
            Demonstration.sayWhatNext(spec.commandLine().getErr());
        }
        return 0;
    }

    /** Without a prompt there is nothing to trace in a model whose facts are not known. */
    private void requireDemonstration() {
        if (!model.given().equals(Demonstration.MODEL) || answer != null) {
            throw new IllegalArgumentException(
                    "name the fact to trace with --prompt and --subject; without them the facts of the "
                            + "bundled model are traced, and neither --model nor --answer can be given");
        }
    }

    private TraceResult trace(Prompt prompt, SiteModel loaded) {
        TraceRequest request = new TraceRequest(
                prompt,
                answer == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(OnlyToken.of("answer", answer, loaded.tokenizer())),
                states(),
                bos.bos(),
                noiseStdDev == null ? OptionalDouble.empty() : OptionalDouble.of(noiseStdDev),
                samples,
                seed,
                new RestoreWindow(window, convention));
        try (ProgressLine progress = new ProgressLine("tracing " + prompt.subject(), engram.terminal())) {
            return new CausalTracer(loaded).trace(request, progress::advance);
        }
    }

    private Set<RestoredState> states() {
        if (fact == null && kinds.isEmpty()) {
            return EnumSet.of(RestoredState.HIDDEN);
        }
        return kinds.stream()
                .map(RestoredState::parse)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RestoredState.class)));
    }

    private void print(List<TraceResult> results, String modelName, ModelFingerprint fingerprint) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            results.forEach(result -> out.println(JsonLine.of(TraceJson.of(result, modelName, fingerprint))));
        } else {
            new TraceText(engram.terminal()).print(out, results);
        }
    }

    private String page(List<TraceResult> results, ModelFingerprint fingerprint) {
        Provenance provenance = TraceProvenance.of(results, model.given(), fingerprint, commandLine());
        return results.size() == 1
                ? TracePage.render(results.get(0), provenance)
                : TracesPage.render("Causal traces of " + model.given(), results, provenance);
    }

    private String commandLine() {
        return spec.commandLine().getParent().getParseResult().originalArgs().stream()
                .map(argument -> argument.matches("[A-Za-z0-9_./,:=+-]+")
                        ? argument
                        : "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "engram ", ""));
    }
}
