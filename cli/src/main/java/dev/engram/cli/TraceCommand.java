package dev.engram.cli;

import dev.engram.datasets.Prompt;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import dev.engram.reports.page.TracePage;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceRequest;
import dev.engram.tracing.TraceResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
                        + "clean value, and shows how probable the answer becomes again, for every layer and position.",
        footerHeading = "%nExamples:%n",
        footer = {
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

    @Mixin
    private PromptOption prompt = new PromptOption();

    @Option(
            names = {"-s", "--subject"},
            required = true,
            paramLabel = "TEXT",
            description =
                    "The part of the prompt that names the fact's subject, exactly as written there; where it occurs more than "
                            + "once, the first.")
    private String subject = "";

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
                            + "(default: all that the model has).")
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

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report: one self-contained page.")
    private @Nullable Path html;

    @Option(
            names = "--json",
            description = "Print one JSON object: tokens, subjectRange, answer, both probabilities, grids, settings.")
    private boolean json;

    TraceCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        Set<RestoredState> states = kinds.stream()
                .map(RestoredState::parse)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RestoredState.class)));
        RestoreWindow restored = new RestoreWindow(window, convention);
        if (html != null) {
            AtomicFile.requireWritable(html);
        }
        try (ModelFiles files = model.open()) {
            Prompt traced = tracedPrompt(files);
            ModelFingerprint fingerprint = files.fingerprint();
            try (SiteModel loaded = files.load()) {
                TraceRequest request = new TraceRequest(
                        traced,
                        answer == null ? OptionalInt.empty() : OptionalInt.of(onlyToken(answer, loaded.tokenizer())),
                        states,
                        prompt.bos(),
                        noiseStdDev == null ? OptionalDouble.empty() : OptionalDouble.of(noiseStdDev),
                        samples,
                        seed,
                        restored);
                TraceResult result;
                try (ProgressLine progress = new ProgressLine("tracing", engram.terminal())) {
                    result = new CausalTracer(loaded).trace(request, progress::advance);
                }
                print(result, files.name(), fingerprint);
            }
        }
        return 0;
    }

    /** The prompt with its subject; where it has none, the refusal shows what the model would have got. */
    private Prompt tracedPrompt(ModelFiles files) throws IOException {
        if (prompt.text().isEmpty() || prompt.text().contains(subject)) {
            return Prompt.of(prompt.text(), subject);
        }
        try (Tokenizer tokenizer = files.openTokenizer()) {
            throw new IllegalArgumentException("the subject '" + subject + "' is not in the prompt '" + prompt.text()
                    + "' (upper and lower case differ); pass it exactly as the prompt has it; the prompt's tokens are "
                    + prompt.encode(tokenizer, Integer.MAX_VALUE).display());
        }
    }

    private void print(TraceResult result, String modelName, ModelFingerprint fingerprint) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(TraceJson.of(result, modelName, fingerprint)));
        } else {
            new TraceText(engram.terminal()).print(out, result);
        }
        if (html != null) {
            AtomicFile.write(
                    html,
                    TracePage.render(result, TraceProvenance.of(result, model.given(), fingerprint, commandLine())));
            spec.commandLine().getErr().println("wrote " + html);
        }
    }

    private String commandLine() {
        return spec.commandLine().getParent().getParseResult().originalArgs().stream()
                .map(argument -> argument.matches("[A-Za-z0-9_./,:=+-]+")
                        ? argument
                        : "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "engram ", ""));
    }

    private static int onlyToken(String text, Tokenizer tokenizer) {
        TokenSequence tokens = tokenizer.encode(text, Tokenizer.Bos.NEVER);
        if (tokens.length() != 1) {
            throw new IllegalArgumentException("the answer '" + text + "' is " + tokens.length() + " tokens, "
                    + tokens.display() + "; a trace watches one token: pass the first, with its leading space");
        }
        return tokens.ids().get(0);
    }
}
