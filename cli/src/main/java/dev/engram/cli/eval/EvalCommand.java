package dev.engram.cli.eval;

import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.EditorOptions;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.call.KeyStatisticsOptions;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.eval.ConsistencyOptions.Consistency;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.datasets.ChoiceList;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.KnownSettings;
import dev.engram.editing.settings.SettingsJson;
import dev.engram.eval.benchmark.EditRun;
import dev.engram.eval.benchmark.Protocol;
import dev.engram.eval.benchmark.RecordScorer;
import dev.engram.eval.health.ChoiceProbe;
import dev.engram.eval.health.HealthProbe;
import dev.engram.eval.health.NeutralText;
import dev.engram.models.EditableModel;
import dev.engram.models.LowerBlocks;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.spec.ModelSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code engram eval}: methods of editing scored on a benchmark, by a named protocol. */
@Command(
        name = "eval",
        description = "Edits the records of a benchmark by each of some methods, scores what the model says before and"
                + " after, and prints each metric with its meaning and interval. A run that was interrupted goes"
                + " on in its folder.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram eval --dataset demo --limit 20 --method rome,ft-m --out runs/demo",
            "  engram eval --model smollm2-135m-instruct --dataset counterfact.json --limit 100 \\",
            "      --method rome,memit,alphaedit,ft-m --out runs/cf100",
            "  engram eval --model gpt2-medium --dataset zsre_mend_eval.json --protocol batch --batch 100 --method"
                    + " memit --out runs/zsre",
            "  engram eval --model gpt2-medium --dataset counterfact.json --limit 1000 --protocol sequence --batch 100"
                    + " \\",
            "      --score-when after-all --check-every 100 --method alphaedit --out runs/sequence",
            "  engram eval --dataset facts.jsonl --shard 0/2 --out part0"
        })
public final class EvalCommand implements Callable<Integer> {

    private static final int GREEDY_TOKENS = 10;

    /** Heap for what lower blocks make of the records' texts. */
    private static final long KEPT_BYTES = 256L << 20;

    private static final long SEED = 20_220_205;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @Mixin
    private BenchmarkOptions benchmark = new BenchmarkOptions();

    @Option(
            names = "--method",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "rome",
            description = "Methods: rome, emmet, memit, alphaedit, ft-m, ft-l (default: ${DEFAULT-VALUE}).")
    private List<EditorOptions.Method> methods = List.of();

    @Option(
            names = "--settings",
            split = ",",
            paramLabel = "FILE",
            description = "Settings as JSON, each of one of the methods (default: those known for the model).")
    private List<Path> settingsFiles = List.of();

    @Mixin
    private ProtocolOptions protocol = new ProtocolOptions();

    @Option(
            names = "--neutral-text",
            paramLabel = "FILE",
            description = "Text, a paragraph a line, for the general ability (default: what the model itself writes).")
    private @Nullable Path neutralText;

    @Option(
            names = "--multiple-choice",
            paramLabel = "FILE",
            description =
                    "Questions for the general ability at the checks of a sequence: JSON Lines with question, choices"
                            + " and answer (the right choice's number from 0, or its letter).")
    private @Nullable Path multipleChoice;

    @Mixin
    private KeyStatisticsOptions statistics = new KeyStatisticsOptions();

    @ArgGroup(exclusive = false, heading = "Whether what the model writes is like other texts about the new answer:%n")
    private @Nullable ConsistencyOptions consistency;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "The folder for the results.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    public EvalCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        if (!benchmark.isGiven() || out == null) {
            throw new IllegalArgumentException(
                    "name a benchmark with --dataset and a folder for the results with --out");
        }
        return evaluate(out);
    }

    private int evaluate(Path folderPath) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        BenchmarkOptions.Chosen chosen = benchmark.read(engram.models().datasets(), err);
        List<BenchmarkRecord> records = chosen.records();
        Protocol rule = protocol.protocol(records.size());
        EvalPlan plan = new EvalPlan(rule, protocol.shard(rule, records.size()), records, questions(rule));
        Optional<Consistency> compared = consistency == null
                ? Optional.empty()
                : Optional.of(consistency.read(
                        records.stream().collect(Collectors.toMap(BenchmarkRecord::id, BenchmarkRecord::targetIds)),
                        err));
        try (ModelFiles files = model.open()) {
            ModelFingerprint fingerprint = files.fingerprint();
            Map<String, EditorSettings> settings = settings(files.weights().spec());
            EvalManifest manifest = manifest(fingerprint, chosen.manifest(), plan, settings);
            try (EvalProgress progress = new EvalProgress(plan.lines(settings.size()), engram.terminal());
                    EvalFolder folder = EvalFolder.open(folderPath, manifest, fingerprint, files.name(), progress);
                    EditableModel loaded = compute.load(files)) {
                progress.start(folder.lines());
                evaluate(loaded, fingerprint, plan, settings, folder);
            }
            EvalReport.of(folderPath, compared).publish(spec, json);
            return 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Map<String, EditorSettings> settings(ModelSpec model) throws IOException {
        Map<String, EditorSettings> given = new TreeMap<>();
        for (Path file : settingsFiles) {
            EditorSettings read = EditorOptions.read(file);
            given.put(read.method(), read);
        }
        Map<String, EditorSettings> settings = new LinkedHashMap<>();
        for (EditorOptions.Method method : methods) {
            String name = method.toString();
            EditorSettings found = given.remove(name);
            settings.put(
                    name,
                    found != null
                            ? found
                            : KnownSettings.load()
                                    .find(model, name)
                                    .orElseThrow(() -> new IllegalArgumentException("no settings of " + name
                                            + " are known for this model; name a file of them with --settings, such as "
                                            + "'engram edit sweep --method " + name + "' writes"))
                                    .settings());
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("--settings has settings of " + given.keySet()
                    + ", which are none of the methods " + settings.keySet());
        }
        return settings;
    }

    private EvalManifest manifest(
            ModelFingerprint fingerprint,
            EvalManifest.DatasetJson dataset,
            EvalPlan plan,
            Map<String, EditorSettings> settings)
            throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        Map<String, JsonNode> asJson = new LinkedHashMap<>();
        settings.forEach((method, each) -> asJson.put(method, mapper.readTree(SettingsJson.write(each))));
        return new EvalManifest(
                EvalManifest.FORMAT,
                CallJson.of(spec),
                EngramVersion.number(),
                new ModelJson(model.given(), fingerprint.sha256()),
                dataset,
                EvalManifest.ProtocolJson.of(plan.protocol()),
                new ArrayList<>(settings.keySet()),
                asJson,
                statistics.describe(),
                neutralText == null ? Optional.empty() : Optional.of(FileJson.of(neutralText)),
                plan.choices().map(EvalManifest.ChoicesJson::of),
                SEED,
                plan.part().toString(),
                ComputeJson.of(compute.settings()));
    }

    private Optional<ChoiceList> questions(Protocol rule) throws IOException {
        if (!(rule instanceof Protocol.Sequence) && (multipleChoice != null || neutralText != null)) {
            throw new IllegalArgumentException((multipleChoice != null ? "--multiple-choice" : "--neutral-text")
                    + " is for the checks of a sequence, and this protocol has none; choose --protocol sequence");
        }
        return multipleChoice == null ? Optional.empty() : Optional.of(ChoiceList.read(multipleChoice));
    }

    private void evaluate(
            EditableModel loaded,
            ModelFingerprint fingerprint,
            EvalPlan plan,
            Map<String, EditorSettings> settings,
            EvalFolder folder)
            throws IOException {
        List<Integer> layers = settings.values().stream()
                .filter(EditorSettings::usesStatistics)
                .flatMap(each -> each.layers().stream())
                .distinct()
                .sorted()
                .toList();
        KeyKnowledge knowledge = statistics.knowledge(
                loaded, fingerprint, compute.settings().precision(), layers, engram.models(), engram.terminal());
        knowledge.fetch(layers); // of the model's own keys, so before its weights change
        NeutralText neutral =
                neutralText == null ? NeutralText.sampled(loaded, SEED) : NeutralText.ofFile(loaded, neutralText);
        RecordScorer scorer = new RecordScorer(loaded, GREEDY_TOKENS, SEED);
        List<BenchmarkRecord> records = plan.protocol().asked(plan.records());
        try (LowerBlocks lower = loaded.lowerBlocks(lowest(settings), KEPT_BYTES)) {
            for (int record : plan.numbers()) {
                BenchmarkRecord asked = records.get(record);
                if (!folder.hasBefore(record)) {
                    folder.before(record, asked.targetIds(), lower.keep(() -> scorer.score(asked)));
                }
            }
            EditRun run = new EditRun(
                    loaded,
                    scorer,
                    new HealthProbe(loaded, neutral),
                    new ChoiceProbe(loaded, plan.questions()),
                    folder);
            settings.forEach((method, each) -> run.run(
                    method,
                    searches -> Editors.of(each, knowledge, searches),
                    plan.protocol(),
                    records,
                    plan.part()::has));
        }
        knowledge.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
    }

    /** The lowest layer that each method changes: what comes below need not be run again for texts that were scored before. */
    private static Set<Integer> lowest(Map<String, EditorSettings> settings) {
        return settings.values().stream().map(each -> each.layers().get(0)).collect(Collectors.toSet());
    }
}
