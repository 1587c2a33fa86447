package dev.engram.cli;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.benchmark.Benchmark;
import dev.engram.datasets.benchmark.BenchmarkForm;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.RecordConflict;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.KnownSettings;
import dev.engram.editing.settings.SettingsJson;
import dev.engram.eval.benchmark.EditRun;
import dev.engram.eval.benchmark.Protocol;
import dev.engram.eval.benchmark.Protocol.ScoreTime;
import dev.engram.eval.benchmark.RecordScorer;
import dev.engram.eval.health.HealthProbe;
import dev.engram.eval.health.NeutralText;
import dev.engram.models.EditableModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.spec.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
        description =
                "Edits the records of a benchmark by each of some methods, scores what the model says before and after, and prints each "
                        + "metric with its meaning and interval. A run that was interrupted goes on in its folder.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram eval --dataset facts.jsonl --limit 20 --out runs/demo",
            "  engram eval --model smollm2-135m-instruct --dataset counterfact.json --limit 100 \\",
            "      --method rome,memit,alphaedit,ft-m --out runs/cf100",
            "  engram eval --model gpt2-medium --dataset zsre_mend_eval.json --protocol batch --batch 100 --method memit --out runs/zsre",
            "  engram eval --model gpt2-medium --dataset counterfact.json --limit 1000 --protocol sequence --batch 100 \\",
            "      --score-when after-all --check-every 100 --method alphaedit --out runs/sequence",
            "  engram eval --dataset facts.jsonl --shard 0/2 --out part0        the half of it; 'engram eval merge' joins them"
        })
final class EvalCommand implements Callable<Integer> {

    private static final int GREEDY_TOKENS = 10;
    private static final long SEED = 20_220_205;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "The benchmark's records: a file, or the name of a data set that was pulled.")
    private @Nullable String dataset; // not required, since 'engram eval merge' has none

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "The form of the records, where it is not to be told by their keys; see 'engram datasets'.")
    private @Nullable String form;

    @Option(names = "--skip-bad", description = "Leave records out that are not valid, and say so.")
    private boolean skipsBad;

    @Option(
            names = "--first",
            paramLabel = "N",
            defaultValue = "0",
            description = "The first record, from 0 (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--limit", paramLabel = "N", description = "How many records (default: all).")
    private @Nullable Integer limit;

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

    /** How facts are edited. */
    enum ProtocolName {
        ONE_BY_ONE,
        BATCH,
        SEQUENCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "one-by-one",
            description =
                    "one-by-one: each record alone, and taken back; batch: --batch records together, and taken back; sequence: batches "
                            + "on top of each other (default: ${DEFAULT-VALUE}).")
    private ProtocolName protocol = ProtocolName.ONE_BY_ONE;

    @Option(names = "--batch", paramLabel = "N", description = "Records of a batch (default: all; in a sequence 1).")
    private @Nullable Integer batch;

    @Option(
            names = "--score-when",
            paramLabel = "WHEN",
            defaultValue = "after-all",
            description =
                    "When the records of a sequence are scored: after-each, right after their own edit, or after-all, at the end "
                            + "(default: ${DEFAULT-VALUE}).")
    private ScoreTime scoreWhen = ScoreTime.AFTER_ALL;

    @Option(
            names = "--check-every",
            paramLabel = "N",
            description =
                    "In a sequence: after how many records earlier edits are asked again and the model's general ability is read "
                            + "(default: a tenth of the records).")
    private @Nullable Integer checkEvery;

    @Option(
            names = "--neutral-text",
            paramLabel = "FILE",
            description = "Text, a paragraph a line, for the general ability (default: what the model itself writes).")
    private @Nullable Path neutralText;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "0/1",
            description =
                    "Edit every N-th batch from the I-th on, counted from 0 (not in a sequence); 'engram eval merge' joins the parts.")
    private String shard = "0/1";

    @Mixin
    private KeyStatisticsOptions statistics = new KeyStatisticsOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "The folder for the results.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    EvalCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        if (dataset == null || out == null) {
            throw new IllegalArgumentException(
                    "name a benchmark with --dataset and a folder for the results with --out");
        }
        return evaluate(dataset, out);
    }

    private int evaluate(String name, Path folderPath) throws IOException {
        Benchmark benchmark = benchmark(name);
        List<BenchmarkRecord> records = chosen(benchmark);
        Protocol rule = protocol(records.size());
        Shard part = part(rule, records.size());
        try (ModelFiles files = model.open()) {
            ModelFingerprint fingerprint = files.fingerprint();
            Map<String, EditorSettings> settings = settings(files.weights().spec());
            EvalManifest manifest = manifest(fingerprint, benchmark, records.size(), rule, settings)
                    .of(part);
            try (EvalProgress progress =
                            new EvalProgress(lines(records.size(), rule, part, settings.size()), engram.terminal());
                    EvalFolder folder = EvalFolder.open(folderPath, manifest, fingerprint, files.name(), progress);
                    EditableModel loaded = files.load()) {
                progress.start(folder.lines());
                evaluate(loaded, fingerprint, rule, part, rule.asked(records), settings, folder);
            }
            EvalReport.of(folderPath).publish(spec, json);
            return 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Benchmark benchmark(String name) throws IOException {
        Benchmark read = Benchmark.read(
                engram.models().datasets().locate(name),
                Optional.ofNullable(form).map(BenchmarkForm::named),
                skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
        messages(read).leftOut(read.skipped());
        return read;
    }

    private RecordMessages messages(Benchmark benchmark) {
        return new RecordMessages(benchmark.file(), spec.commandLine().getErr());
    }

    private List<BenchmarkRecord> chosen(Benchmark benchmark) {
        List<BenchmarkRecord> all = benchmark.records();
        int count = limit == null ? all.size() - first : limit;
        if (first < 0 || count < 1 || first + count > all.size()) {
            throw new IllegalArgumentException("records " + first + " to " + (first + count - 1)
                    + " are asked for, and there are " + all.size() + ", from 0 on");
        }
        List<BenchmarkRecord> chosen = all.subList(first, first + count);
        Set<String> ids = chosen.stream().map(BenchmarkRecord::id).collect(Collectors.toSet());
        messages(benchmark)
                .warnings(benchmark.conflicts().stream()
                        .filter(conflict -> ids.contains(conflict.id()) && ids.contains(conflict.earlierId()))
                        .map(RecordConflict::problem)
                        .toList());
        return chosen;
    }

    private Protocol protocol(int records) {
        return switch (protocol) {
            case ONE_BY_ONE -> new Protocol.OneByOne();
            case BATCH -> new Protocol.Batches(batch == null ? records : batch);
            case SEQUENCE ->
                new Protocol.Sequence(
                        batch == null ? 1 : batch,
                        scoreWhen,
                        checkEvery == null ? Math.max(1, records / 10) : checkEvery);
        };
    }

    /** The part of the batches that is edited here; each shard has one at least. */
    private Shard part(Protocol rule, int records) {
        Shard part = Shard.parse(shard);
        if (rule instanceof Protocol.Sequence && !part.equals(Shard.ALL)) {
            throw new IllegalArgumentException(
                    "--shard " + shard
                            + " of a sequence, whose edits are each on top of those before; shards are of the protocols one-by-one and batch");
        }
        int batches = rule.batches(records).size();
        if (part.count() > batches) {
            throw new IllegalArgumentException("--shard " + shard + " of " + Count.of(batches, "batch", "batches")
                    + "; there can be as many shards at most");
        }
        return part;
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
            Benchmark benchmark,
            int records,
            Protocol rule,
            Map<String, EditorSettings> settings) {
        JsonMapper mapper = JsonMapper.builder().build();
        Map<String, JsonNode> asJson = new LinkedHashMap<>();
        settings.forEach((method, each) -> asJson.put(method, mapper.readTree(SettingsJson.write(each))));
        return new EvalManifest(
                EvalManifest.FORMAT,
                new EvalManifest.CallJson(GivenCall.of(spec)),
                EngramVersion.number(),
                new EvalManifest.ModelJson(model.given(), fingerprint.sha256()),
                new EvalManifest.DatasetJson(
                        String.valueOf(benchmark.file().getFileName()),
                        benchmark.sha256(),
                        benchmark.form().label(),
                        first,
                        records,
                        benchmark.skipped().size()),
                EvalManifest.ProtocolJson.of(rule),
                new ArrayList<>(settings.keySet()),
                asJson,
                statistics.describe(),
                neutralText == null ? "sampled" : String.valueOf(neutralText.getFileName()),
                SEED,
                Shard.ALL.toString());
    }

    private static int lines(int records, Protocol rule, Shard part, int methods) {
        int edited = edited(records, rule, part).size();
        int checks = rule instanceof Protocol.Sequence sequence
                ? (records + sequence.checkEvery() - 1) / sequence.checkEvery()
                : 0;
        return edited + methods * (edited + checks);
    }

    /** The numbers of the records that a part has. */
    private static List<Integer> edited(int records, Protocol rule, Shard part) {
        List<List<Integer>> batches = rule.batches(records);
        return IntStream.range(0, batches.size())
                .filter(part::has)
                .mapToObj(batches::get)
                .flatMap(List::stream)
                .toList();
    }

    private void evaluate(
            EditableModel loaded,
            ModelFingerprint fingerprint,
            Protocol rule,
            Shard part,
            List<BenchmarkRecord> records,
            Map<String, EditorSettings> settings,
            EvalFolder folder)
            throws IOException {
        List<Integer> layers = settings.values().stream()
                .filter(EditorSettings::usesStatistics)
                .flatMap(each -> each.layers().stream())
                .distinct()
                .sorted()
                .toList();
        KeyKnowledge knowledge = statistics.knowledge(loaded, fingerprint, layers, engram.models(), engram.terminal());
        knowledge.fetch(layers); // of the model's own keys, so before its weights change
        NeutralText neutral =
                neutralText == null ? NeutralText.sampled(loaded, SEED) : NeutralText.ofFile(loaded, neutralText);
        RecordScorer scorer = new RecordScorer(loaded, GREEDY_TOKENS, SEED);
        for (int record : edited(records.size(), rule, part)) {
            if (!folder.hasBefore(record)) {
                folder.before(record, scorer.score(records.get(record)));
            }
        }
        EditRun run = new EditRun(loaded, scorer, new HealthProbe(loaded, neutral), folder);
        settings.forEach(
                (method, each) -> run.run(method, () -> Editors.of(each, knowledge), rule, records, part::has));
    }
}
