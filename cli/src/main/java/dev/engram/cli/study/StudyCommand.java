package dev.engram.cli.study;

import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.EditorOptions;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.call.KeyStatisticsOptions;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.call.NoiseSpec;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ConditionsJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.datasets.EditCase;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.KnownSettings;
import dev.engram.editing.settings.SettingsJson;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.eval.study.LayerStudy;
import dev.engram.eval.study.StudiedFact;
import dev.engram.models.EditableModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.AnswerTokens;
import dev.engram.tracing.ListTracer;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code engram study}: whether traces say where to edit a model. */
@Command(
        name = "study",
        description =
                "Traces each of some facts, edits it at one layer after another, each edit taken back, and shows how the tracing effect and the "
                        + "success of the edit go together, layer by layer (Hase et al. 2023). A study that was interrupted goes on in its "
                        + "folder.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram study --out runs/study",
            "  engram study --model smollm2-135m-instruct --facts counterfact.json --limit 100 --layers 0,4,8,12,16,20,24,28 \\",
            "      --out runs/study",
            "  engram study --model gpt2-medium --facts facts.jsonl --method memit --kind mlp --window 5 --json --out runs/mlp"
        })
public final class StudyCommand implements Callable<Integer> {

    private static final int MOST_USUAL_LAYERS = 12;
    private static final int GREEDY_TOKENS = 8;
    private static final int PARTS = 1000;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @Mixin
    private StudyFactsOption facts = new StudyFactsOption();

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "N",
            description =
                    "The layers to edit, two at least (default: all up to twelve, else twelve evenly over the model's).")
    private List<Integer> layers = List.of();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "How to edit: rome, emmet, memit, alphaedit, ft-m or ft-l; methods of several layers edit one by itself here "
                            + "(default: that of the settings, else rome).")
    private EditorOptions.@Nullable Method method;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description =
                    "Settings as JSON, whose layers do not matter here (default: those known for the model, else what most "
                            + "published ones have in common).")
    private @Nullable Path settings;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "hidden",
            description =
                    "What tracing restores: hidden (one block's output), mlp or attn (module outputs in a window of layers), "
                            + "severed-mlp or severed-attn (default: ${DEFAULT-VALUE}).")
    private String kind = "hidden";

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "10",
            description = "Layers restored together for mlp and attn (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--keep-wrong",
            description = "Study facts too whose expected answer the model does not give, for its own first choice.")
    private boolean keepsWrong;

    @Mixin
    private KeyStatisticsOptions statistics = new KeyStatisticsOptions();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "The folder for manifest.json, results.jsonl (a line a fact), summary.json and report.html.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    public StudyCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        RestoredState state = RestoredState.parse(kind);
        RestoreWindow restored = new RestoreWindow(state.isBlockOutput() ? 1 : window, RestoreWindow.Convention.CODE);
        StudyFactsOption.Facts studied = facts.read(
                model.given(), engram.models().datasets(), spec.commandLine().getErr());
        try (ModelFiles files = model.open()) {
            ModelSpec modelSpec = files.weights().spec();
            if (modelSpec.mlp().isEmpty()) {
                throw new IllegalArgumentException("the blocks of " + modelSpec.family()
                        + " are attention alone; a study edits MLPs, so choose a model that has them");
            }
            List<Integer> edited = layers(modelSpec.layers());
            EditorSettings usual = settings(modelSpec, edited.get(0));
            ModelFingerprint fingerprint = files.fingerprint();
            StudyManifest manifest;
            try (EditableModel loaded = compute.load(files)) {
                ListTracer tracer = tracer(loaded, studied.cases(), Map.of(state, restored));
                KeyKnowledge keys = statistics.knowledge(
                        loaded,
                        fingerprint,
                        compute.settings().precision(),
                        edited,
                        engram.models(),
                        engram.terminal());
                manifest = manifest(fingerprint, studied, edited, usual, tracer);
                try (RunFolder folder = RunFolder.open(out, manifest)) {
                    List<Editor> editors = editors(usual, edited, keys);
                    RecallProbe recall = new RecallProbe(loaded, GREEDY_TOKENS);
                    run(new LayerStudy(loaded, tracer, state, editors, recall), studied.cases(), folder);
                }
                keys.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
            }
            StudyReport.of(out).publish(spec, json);
            return 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<Integer> layers(int ofModel) {
        int count = Math.min(MOST_USUAL_LAYERS, ofModel);
        List<Integer> chosen = layers.isEmpty()
                ? IntStream.range(0, count)
                        .map(i -> Math.round((float) i * (ofModel - 1) / Math.max(1, count - 1)))
                        .boxed()
                        .toList()
                : layers.stream().distinct().sorted().toList();
        for (int layer : chosen) {
            if (layer < 0 || layer >= ofModel) {
                throw new IllegalArgumentException(
                        "layer " + layer + " is none of the model's, which are 0 to " + (ofModel - 1));
            }
        }
        if (chosen.size() < 2) {
            throw new IllegalArgumentException("layers " + chosen + "; a study compares two layers at least");
        }
        return chosen;
    }

    /** The settings at some layer. */
    private EditorSettings settings(ModelSpec modelSpec, int layer) throws IOException {
        if (settings == null) {
            EditorOptions.Method wanted = method == null ? EditorOptions.Method.ROME : method;
            return KnownSettings.load()
                    .find(modelSpec, wanted.toString())
                    .map(known -> known.settings().atLayers(List.of(layer)))
                    .orElseGet(() -> EditorOptions.usual(wanted, layer, 1, wanted.usualClamp()));
        }
        EditorSettings read = EditorOptions.read(settings);
        if (method != null && !method.toString().equals(read.method())) {
            throw new IllegalArgumentException(
                    settings + " holds settings of " + read.method() + ", not of " + method + "; leave out --method");
        }
        return read.atLayers(List.of(layer));
    }

    private ListTracer tracer(EditableModel loaded, List<EditCase> cases, Map<RestoredState, RestoreWindow> restored) {
        Tokenizer.Bos bos = Tokenizer.Bos.AS_CONFIGURED;
        TraceSettings usual = TraceSettings.of(new NoiseSpec("s3", false)
                .of(
                        loaded,
                        cases.stream().map(fact -> fact.rewrite().subject()).toList(),
                        cases.stream()
                                .map(fact -> fact.rewrite().prompt().text())
                                .toList(),
                        bos));
        return new ListTracer(loaded, usual.restoring(restored), bos, AnswerTokens.ALL, keepsWrong);
    }

    private StudyManifest manifest(
            ModelFingerprint fingerprint,
            StudyFactsOption.Facts studied,
            List<Integer> edited,
            EditorSettings usual,
            ListTracer tracer) {
        return new StudyManifest(
                StudyManifest.FORMAT,
                CallJson.of(spec),
                EngramVersion.number(),
                new ModelJson(model.given(), fingerprint.sha256()),
                studied.source(),
                edited,
                usual.method(),
                JsonMapper.shared().readTree(SettingsJson.write(usual)),
                ConditionsJson.of(tracer.conditions()),
                keepsWrong,
                usual.usesStatistics() ? statistics.describe() : "none",
                ComputeJson.of(compute.settings()));
    }

    private static List<Editor> editors(EditorSettings usual, List<Integer> edited, KeyKnowledge keys) {
        if (usual.usesStatistics()) {
            keys.fetch(edited); // all in one pass
        }
        return edited.stream()
                .map(layer -> Editors.of(usual.atLayers(List.of(layer)), keys))
                .toList();
    }

    private void run(LayerStudy study, List<EditCase> cases, RunFolder folder) throws IOException {
        Set<Integer> done = new HashSet<>();
        RunFolder.readResults(folder.folder(), StudiedFact.class).forEach(fact -> done.add(fact.index()));
        if (!done.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("going on after the " + done.size() + " facts that are done in " + folder.folder());
        }
        long parts = (long) PARTS * (cases.size() - done.size());
        int before = done.size();
        try (ProgressLine progress = new ProgressLine("studying", engram.terminal())) {
            for (int i = 0; i < cases.size(); i++) {
                if (!done.contains(i)) {
                    int finished = done.size() - before;
                    folder.append(study.study(
                            i, cases.get(i), share -> progress.advance(Math.round(PARTS * (finished + share)), parts)));
                    done.add(i);
                }
            }
        }
    }
}
