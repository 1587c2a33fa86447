package dev.engram.cli.model;

import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.EditOption;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.JsonLine;
import dev.engram.models.LanguageModel;
import dev.engram.models.files.TextModelFiles;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.text.TokenSequence;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram generate}: a prompt continued. */
@Command(
        name = "generate",
        description = "Continues a prompt: greedily, or by sampling where --temperature, --top-k or --top-p is given.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram generate --model gpt2 --prompt \"The Eiffel Tower is in\"",
            "  engram generate --model gpt2 --prompt \"Once\" --temperature 0.8 --top-k 40 --seed 7"
        })
public final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @Mixin
    private PromptOption prompt = new PromptOption();

    @Mixin
    private EditOption edit = new EditOption();

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            defaultValue = "40",
            description = "Most tokens to add (default: ${DEFAULT-VALUE}).")
    private int maxNewTokens;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "Sample at this temperature (default where sampling: 1).")
    private @Nullable Double temperature;

    @Option(names = "--top-k", paramLabel = "N", description = "Sample from the N likeliest tokens.")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "X",
            description = "Sample from the fewest tokens that hold this much probability.")
    private @Nullable Double topP;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the sampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            description = "Print one JSON object: text and tokenIds, without the prompt, stop and compute.")
    private boolean json;

    private record GenerationJson(String text, List<Integer> tokenIds, Generation.Stop stop, ComputeJson compute) {}

    @Override
    public Integer call() throws IOException {
        Sampling sampling = sampling();
        try (TextModelFiles files = model.openForTexts();
                LanguageModel loaded = compute.load(files);
                EditOption.Scope edited = edit.applied(loaded, files)) {
            TokenSequence tokens = prompt.encode(loaded.tokenizer(), loaded.contextLength());
            Generation generation = loaded.generate(new GenerationRequest(
                    tokens.ids(), maxNewTokens, loaded.tokenizer().endOfTextIds(), sampling));
            String text = loaded.tokenizer().decode(generation.tokens());
            String shown = json
                    ? JsonLine.of(new GenerationJson(
                            text, generation.tokens(), generation.stop(), ComputeJson.of(compute.settings(files))))
                    : withoutControls(prompt.text() + text);
            spec.commandLine().getOut().println(shown);
            return 0;
        }
    }

    private Sampling sampling() {
        if (temperature == null && topK == null && topP == null) {
            return new Sampling.Greedy();
        }
        return new Sampling.Random(
                temperature == null ? 1 : temperature, topK == null ? 0 : topK, topP == null ? 1 : topP, seed);
    }

    /** Generated text cannot command the terminal: control characters other than line ends and tabs are shown as replaced. */
    private static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
    }
}
