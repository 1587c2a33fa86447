package dev.engram.cli.edit;

import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.Demonstration;
import dev.engram.cli.call.EditorOptions;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.call.KeyStatisticsOptions;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.EditCase;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.SettingsJson;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.eval.sweep.SettingsSweep;
import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.eval.sweep.SweepScore;
import dev.engram.models.EditableModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.reports.page.ReportPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram edit sweep}: the search for the layer, and the strength, at which a model is best edited. */
@Command(
        name = "sweep",
        description =
                "Tries layers, and strengths, on facts that are each edited alone and taken back; prints how often the new answer wins "
                        + "(efficacy), carries over to paraphrases (generalisation) and leaves neighbours alone (specificity), and writes "
                        + "the settings that do best. Half of the facts choose; the other half say how good the choice is. A sweep that "
                        + "was interrupted goes on in its folder.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram edit sweep --out demo-sweep",
            "  engram edit sweep --model smollm2-135m-instruct --facts counterfact.json --first 1000 --cases 40 \\",
            "      --layers 2,4,6,8,10,12 --clamps 2,4 --out sweep"
        })
public final class EditSweepCommand implements Callable<Integer> {

    private static final int GREEDY_TOKENS = 8;
    private static final long BUNDLED_SEED = 2;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description =
                    "Facts with paraphrases and neighbours, as for 'engram edit' (default: facts of the bundled model).")
    private @Nullable Path facts;

    @Option(
            names = "--first",
            paramLabel = "N",
            defaultValue = "0",
            description = "The first of the facts to use, from 0 (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many facts (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "rome",
            description = "Which method: rome, emmet, memit, alphaedit, ft-m or ft-l (default: ${DEFAULT-VALUE}).")
    private EditorOptions.Method method = EditorOptions.Method.ROME;

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "N",
            description =
                    "The layers to try; a method of several layers edits those up to each (default: ten, evenly over the lower two "
                            + "thirds).")
    private List<Integer> layers = List.of();

    @Option(
            names = "--spread",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many layers memit and alphaedit edit (default: ${DEFAULT-VALUE}).")
    private int spread;

    @Option(
            names = "--clamps",
            split = ",",
            paramLabel = "X",
            description =
                    "The strengths to try: how long a value's change may be, as multiples of its norm (default: 4; 0.75 for memit and "
                            + "alphaedit, whose values are longer).")
    private List<Double> clamps = List.of();

    @Mixin
    private KeyStatisticsOptions statistics = new KeyStatisticsOptions();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "The folder for the results, settings.json and report.html.")
    private Path out = Path.of("");

    public EditSweepCommand(EngramCommand engram) {
        this.engram = engram;
    }

    private record ScoredJson(EditorSettings settings, SweepScore score) {}

    @Override
    public Integer call() throws IOException {
        try (ModelFiles files = model.open()) {
            ModelFingerprint fingerprint = files.fingerprint();
            List<EditCase> cases = cases();
            SweepReport.Manifest manifest = new SweepReport.Manifest(
                    SweepReport.FORMAT,
                    CallJson.of(spec),
                    EngramVersion.number(),
                    new ModelJson(model.given(), fingerprint.sha256()),
                    factsName(),
                    first,
                    cases.size(),
                    statistics.describe(),
                    ComputeJson.of(compute.settings()));
            List<EditorSettings> candidates = candidates(files.weights().spec().layers());
            try (RunFolder folder = RunFolder.open(out, manifest);
                    EditableModel loaded = compute.load(files)) {
                SettingsSweep.Outcome outcome = sweep(loaded, fingerprint, candidates, cases, folder);
                SweepReport found = new SweepReport(manifest, outcome);
                found.print(spec.commandLine().getOut(), engram.terminal());
                AtomicFile.write(out.resolve("summary.json"), JsonLine.of(found) + "\n");
                Path settings = out.resolve("settings.json");
                AtomicFile.write(settings, SettingsJson.write(outcome.best().settings()) + "\n");
                Path report = out.resolve("report.html");
                AtomicFile.write(report, ReportPage.render(found.part()));
                spec.commandLine().getErr().println("wrote " + settings + " and " + report);
            }
            return 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<EditCase> cases() throws IOException {
        if (first < 0 || count < 2) {
            throw new IllegalArgumentException(
                    "--first " + first + " and --cases " + count + "; two facts from 0 on are the least");
        }
        if (facts == null && !model.given().equals(Demonstration.MODEL)) {
            throw new IllegalArgumentException("name a file of facts with --facts; only the bundled model has its own");
        }
        List<EditCase> all = facts == null
                ? BundledEdits.cases(BundledFacts.load(), first + count, BUNDLED_SEED)
                : EditFactsOption.read(facts, true, spec.commandLine().getErr());
        if (all.size() < first + count) {
            throw new IllegalArgumentException(
                    "facts " + first + " to " + (first + count - 1) + " are asked for, and there are " + all.size());
        }
        return all.subList(first, first + count);
    }

    private String factsName() {
        return facts == null ? "bundled" : String.valueOf(facts.getFileName());
    }

    private List<EditorSettings> candidates(int modelLayers) {
        List<Integer> tried = layers;
        if (tried.isEmpty()) {
            int most = Math.max(1, modelLayers * 2 / 3);
            int steps = Math.min(10, most);
            tried = IntStream.range(0, steps).map(i -> i * most / steps).boxed().toList();
        }
        List<EditorSettings> candidates = new ArrayList<>();
        for (int layer : tried) {
            if (layer < 0 || layer >= modelLayers) {
                throw new IllegalArgumentException(
                        "layer " + layer + " is none of the model's, which are 0 to " + (modelLayers - 1));
            }
            for (double clamp : clamps.isEmpty() ? List.of(method.usualClamp()) : clamps) {
                candidates.add(EditorOptions.usual(method, layer, spread, clamp));
            }
        }
        return candidates;
    }

    private SettingsSweep.Outcome sweep(
            EditableModel loaded,
            ModelFingerprint fingerprint,
            List<EditorSettings> candidates,
            List<EditCase> cases,
            RunFolder folder)
            throws IOException {
        List<Integer> all = candidates.stream()
                .flatMap(candidate -> candidate.layers().stream())
                .distinct()
                .sorted()
                .toList();
        KeyKnowledge knowledge = statistics.knowledge(
                loaded, fingerprint, compute.settings().precision(), all, engram.models(), engram.terminal());
        Map<EditorSettings, SweepScore> known = new HashMap<>();
        for (ScoredJson scored : RunFolder.readResults(folder.folder(), ScoredJson.class)) {
            known.put(scored.settings(), scored.score());
        }
        SettingsSweep sweep = new SettingsSweep(
                loaded, settings -> Editors.of(settings, knowledge), new RecallProbe(loaded, GREEDY_TOKENS));
        SettingsSweep.Outcome outcome;
        try (ProgressLine progress = new ProgressLine("sweeping", engram.terminal())) {
            outcome = sweep.run(candidates, known, cases, new SettingsSweep.Listener() {
                @Override
                public void edited(int candidate, int ofCandidates, int done, int ofCases) {
                    progress.advance((long) candidate * ofCases + done, (long) (ofCandidates + 1) * ofCases);
                }

                @Override
                public void scored(Scored scored) {
                    try {
                        folder.append(new ScoredJson(scored.settings(), scored.score()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
        knowledge.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
        return outcome;
    }
}
