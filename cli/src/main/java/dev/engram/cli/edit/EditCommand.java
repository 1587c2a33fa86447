package dev.engram.cli.edit;

import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.EditOption;
import dev.engram.cli.call.EditorOptions;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.KeyStatisticsOptions;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.ModelJson;
import dev.engram.datasets.EditCase;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.saved.SavedEdits;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.eval.CaseOutcome;
import dev.engram.eval.EditTrial;
import dev.engram.eval.TrialResult;
import dev.engram.eval.health.HealthProbe;
import dev.engram.eval.health.NeutralText;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.models.EditableModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.reports.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram edit}: facts changed, what the model says before and after, and the edit kept. */
@Command(
        name = "edit",
        description =
                "Changes what a model says of a fact, by an update of its weights in closed form, and shows what it says before and after. "
                        + "The model's files are not touched: --out keeps the edit, which 'generate', 'predict' and 'export' take with --edit.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram edit --prompt \"The capital of {} is\" --subject France --target Rome",
            "  engram edit --model smollm2-135m-instruct --prompt \"The capital of {} is\" --subject Australia \\",
            "      --target Canberra --paraphrase \"Australia's capital city is\" --neighbour \"The capital of France is\" \\",
            "      --out canberra.safetensors",
            "  engram edit --model smollm2-135m-instruct --facts facts.jsonl --method memit --out facts.safetensors",
            "  engram edit --facts facts.jsonl --sequential --strict --out facts.safetensors"
        })
public final class EditCommand implements Callable<Integer> {

    private static final int GREEDY_TOKENS = 12;
    private static final long NEUTRAL_SEED = 20_220_205;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @Mixin
    private EditFactsOption facts = new EditFactsOption();

    @Mixin
    private EditorOptions method = new EditorOptions();

    @Mixin
    private KeyStatisticsOptions statistics = new KeyStatisticsOptions();

    @Mixin
    private EditOption earlier = new EditOption();

    @Option(
            names = "--neutral-text",
            paramLabel = "FILE",
            description =
                    "Text, a paragraph a line, by which the model's health is measured (default: what the model itself writes).")
    private @Nullable Path neutralText;

    @Option(names = "--strict", description = "Fail, and keep nothing, where the edit damages the model.")
    private boolean strict;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "Keep the edit in this .safetensors file, those of --edit with it, and the report beside it as .json.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    public EditCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<EditCase> cases = facts.cases(err);
        if (out != null) {
            AtomicFile.requireWritable(out);
            AtomicFile.requireWritable(report(out));
        }
        try (ModelFiles files = model.open()) {
            ModelFingerprint fingerprint = files.fingerprint();
            boolean batch = cases.size() > 1 && !facts.isSequential();
            EditorSettings settings = method.settings(
                    files.weights().spec(), batch ? EditorOptions.Method.MEMIT : EditorOptions.Method.ROME);
            List<Edit> before = earlier.edits(files);
            try (EditableModel loaded = compute.load(files)) {
                KeyKnowledge knowledge = statistics.knowledge(
                        loaded,
                        fingerprint,
                        compute.settings().precision(),
                        settings.layers(),
                        engram.models(),
                        engram.terminal());
                if (!before.isEmpty() && settings.usesStatistics()) {
                    knowledge.fetch(settings.layers()); // of the model's own keys, so before its weights change
                }
                NeutralText neutral = neutralText == null
                        ? NeutralText.sampled(loaded, NEUTRAL_SEED)
                        : NeutralText.ofFile(loaded, neutralText);
                try (EditStack stack = new EditStack(loaded)) {
                    before.forEach(stack::add);
                    TrialResult result = trial(loaded, Editors.of(settings, knowledge), neutral, stack, cases);
                    EditSolution solution = EditSolution.of(files, loaded, settings.layers(), knowledge);
                    knowledge
                            .notes()
                            .forEach(note -> spec.commandLine().getErr().println("note: " + note));
                    return publish(result, solution, settings, before, files.name(), fingerprint);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private TrialResult trial(
            EditableModel loaded, Editor editor, NeutralText neutral, EditStack stack, List<EditCase> cases) {
        EditTrial trial =
                new EditTrial(loaded, editor, new RecallProbe(loaded, GREEDY_TOKENS), new HealthProbe(loaded, neutral));
        try (EditProgressLine progress = new EditProgressLine(engram.terminal())) {
            return facts.isSequential() ? trial.sequence(stack, cases, progress) : trial.batch(stack, cases, progress);
        }
    }

    private int publish(
            TrialResult result,
            EditSolution solution,
            EditorSettings settings,
            List<Edit> before,
            String modelName,
            ModelFingerprint fingerprint)
            throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        for (CaseOutcome outcome : result.cases()) {
            if (outcome.before().rewrite().saysNew()) {
                err.println(VisibleText.line("note: the model said '"
                        + outcome.asked().rewrite().target() + "' after '"
                        + outcome.before().rewrite().prompt() + "' before the edit already"));
            }
        }
        EditJson report = EditJson.of(
                result,
                solution,
                settings,
                new ModelJson(model.given(), fingerprint.sha256()),
                ComputeJson.of(compute.settings()),
                CallJson.of(spec));
        String reportJson = JsonLine.of(report);
        if (json) {
            spec.commandLine().getOut().println(reportJson);
        } else {
            new EditText(spec.commandLine().getOut()).print(report);
        }
        List<String> warnings = result.health().warnings();
        warnings.forEach(warning -> err.println("warning: " + warning));
        if (strict && !warnings.isEmpty()) {
            err.println("engram: nothing was kept, since --strict allows no damage");
            return 1;
        }
        if (out != null) {
            List<Edit> all = new ArrayList<>(before);
            all.addAll(result.edits());
            new SavedEdits(fingerprint, modelName, all).write(out);
            AtomicFile.write(report(out), reportJson + "\n");
            err.println("wrote " + out + " and " + report(out));
        }
        return 0;
    }

    /** The report's file: the edit's with another ending. */
    private static Path report(Path edit) {
        String name = String.valueOf(edit.getFileName());
        return edit.resolveSibling(name.replaceFirst("\\.safetensors$", "") + ".json");
    }
}
