package dev.engram.cli.model;

import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.EditOption;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.TokenJson;
import dev.engram.cli.terminal.TokensLine;
import dev.engram.models.LanguageModel;
import dev.engram.models.files.TextModelFiles;
import dev.engram.models.score.NextTokens;
import dev.engram.models.score.NextTokens.Candidate;
import dev.engram.models.text.TokenSequence;
import dev.engram.reports.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram predict}: the likeliest next tokens. */
@Command(
        name = "predict",
        description = "Shows the likeliest next tokens of a prompt.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram predict --model gpt2 --prompt \"The capital of France is\"",
            "  engram predict --model model.gguf --prompt \"2 + 2 =\" --top 3 --json"
        })
public final class PredictCommand implements Callable<Integer> {

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
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many tokens (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--json", description = "Print one JSON object: tokens, top and compute.")
    private boolean json;

    private record CandidateJson(int id, String text, float logit, double probability) {}

    private record PredictionJson(List<TokenJson> tokens, List<CandidateJson> top, ComputeJson compute) {}

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new IllegalArgumentException("--top " + top + "; at least 1 token must be asked for");
        }
        try (TextModelFiles files = model.openForTexts();
                LanguageModel loaded = compute.load(files);
                EditOption.Scope edited = edit.applied(loaded, files)) {
            TokenSequence tokens = prompt.encode(loaded.tokenizer(), loaded.contextLength());
            List<Candidate> candidates = NextTokens.top(loaded, tokens.ids(), top);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                List<CandidateJson> best = candidates.stream()
                        .map(candidate -> new CandidateJson(
                                candidate.id(),
                                loaded.tokenizer().tokenText(candidate.id()),
                                candidate.logit(),
                                candidate.probability()))
                        .toList();
                out.println(JsonLine.of(
                        new PredictionJson(TokenJson.of(tokens), best, ComputeJson.of(compute.settings(files)))));
                return 0;
            }
            TokensLine.print(out, tokens);
            out.println("rank  probability    logit      id  token");
            for (int rank = 0; rank < candidates.size(); rank++) {
                Candidate candidate = candidates.get(rank);
                String text = VisibleText.ofToken(loaded.tokenizer().tokenText(candidate.id()))
                        .plain();
                out.println(String.format(
                        Locale.ROOT,
                        "%4d  %11.6f  %7.3f  %6d  %s",
                        rank + 1,
                        candidate.probability(),
                        candidate.logit(),
                        candidate.id(),
                        text));
            }
            return 0;
        }
    }
}
