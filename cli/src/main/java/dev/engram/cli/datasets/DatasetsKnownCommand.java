package dev.engram.cli.datasets;

import dev.engram.cli.call.ComputeOption;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.call.OwnDataset;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.terminal.Count;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.datasets.benchmark.DatasetEntry;
import dev.engram.datasets.benchmark.DatasetFile;
import dev.engram.eval.known.Knowledge;
import dev.engram.eval.known.KnownAnswers;
import dev.engram.models.LanguageModel;
import dev.engram.models.files.TextModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram datasets known}: the records whose facts a model knows. */
@Command(
        name = "known",
        description =
                "Keeps the records of which a model knows every fact as it is before the edit: its first choices, one after another, "
                        + "are the old answer (or, of facts to trace, the expected one). They are written in Engram's own form.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram datasets known counterfact --model gpt2 --out known-to-gpt2.jsonl",
            "  engram datasets known known-1000 --model smollm2-135m-instruct --out facts.jsonl"
        })
public final class DatasetsKnownCommand implements Callable<Integer> {

    /** Records asked about together, so that their prompts share passes. */
    private static final int AT_ONCE = 64;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ComputeOption compute = new ComputeOption();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where the records go, one a line.")
    private Path out = Path.of("");

    /** What becomes of the records. */
    private static final class Tally {
        private final List<DatasetEntry> kept = new ArrayList<>();
        private int unknown;
        private int tooLong;

        void add(DatasetEntry entry, List<Knowledge> facts) {
            if (facts.contains(Knowledge.UNKNOWN)) {
                unknown++;
            } else if (facts.contains(Knowledge.TOO_LONG)) {
                tooLong++;
            } else {
                kept.add(entry);
            }
        }
    }

    public DatasetsKnownCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        AtomicFile.requireWritable(out);
        DatasetFile read = dataset.read();
        List<DatasetEntry> stated = read.entries().stream()
                .filter(entry -> !entry.knowledge().isEmpty())
                .toList();
        if (stated.isEmpty()) {
            throw new IllegalArgumentException("no record of " + read.file()
                    + " states what is right before the edit, so that nobody can tell what a model knows of it");
        }
        Tally tally = tally(stated);
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(model.given() + " knows " + tally.kept.size() + " of "
                + Count.of(read.entries().size(), "record") + " and says otherwise to " + tally.unknown);
        int silent = read.entries().size() - stated.size();
        if (silent > 0) {
            stdout.println("  " + silent + " without an old answer");
        }
        if (tally.tooLong > 0) {
            stdout.println("  " + tally.tooLong + " longer than the model's context");
        }
        if (tally.kept.isEmpty()) {
            throw new IOException("there is nothing to write to " + out + ": the model knows none of the records");
        }
        OwnDataset.write(out, tally.kept);
        stdout.println("wrote " + Count.of(tally.kept.size(), "record") + " to " + out);
        return 0;
    }

    private Tally tally(List<DatasetEntry> entries) throws IOException {
        Tally tally = new Tally();
        try (TextModelFiles files = model.openForTexts();
                LanguageModel loaded = compute.load(files);
                ProgressLine progress = new ProgressLine("asking", engram.terminal())) {
            KnownAnswers answers = new KnownAnswers(loaded);
            for (int from = 0; from < entries.size(); from += AT_ONCE) {
                progress.advance(from, entries.size());
                ask(entries.subList(from, Math.min(entries.size(), from + AT_ONCE)), answers, tally);
            }
        }
        return tally;
    }

    private static void ask(List<DatasetEntry> entries, KnownAnswers answers, Tally tally) {
        List<Knowledge> all = answers.ask(
                entries.stream().flatMap(entry -> entry.knowledge().stream()).toList());
        int from = 0;
        for (DatasetEntry entry : entries) {
            int to = from + entry.knowledge().size();
            tally.add(entry, all.subList(from, to));
            from = to;
        }
    }
}
