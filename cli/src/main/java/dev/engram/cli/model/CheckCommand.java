package dev.engram.cli.model;

import dev.engram.cli.call.BosOption;
import dev.engram.cli.call.Demonstration;
import dev.engram.cli.call.EditOption;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.FactOption;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.terminal.Count;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.datasets.Prompt;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.eval.agreement.EngineProbe;
import dev.engram.eval.agreement.EngineReading;
import dev.engram.models.EditableModel;
import dev.engram.models.files.EngineKind;
import dev.engram.models.files.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram check}: whether all engines compute the same. */
@Command(
        name = "check",
        description =
                "Runs the same prompts on every engine (djl, onnx, and reference: plain Java in double precision), and holds logits at all"
                        + " positions and the cells of traces against each other; with --edit, before the edit and after.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram check",
            "  engram check --model gpt2 --prompt \"The Space Needle is in the city of\" --subject \"Space Needle\"",
            "  engram check --model smollm2-135m-instruct --edit canberra.safetensors --json"
        })
public final class CheckCommand implements Callable<Integer> {

    /** Float32 through some thirty blocks, logits up to 30; wrong arithmetic shows a hundred times more. */
    private static final double LOGIT_TOLERANCE = 2e-3;

    /** The same for probabilities. */
    private static final double CELL_TOLERANCE = 1e-4;

    /** Multiply-adds of traces on the reference, beyond which it computes logits alone: about a minute. */
    private static final double MOST_REFERENCE_WORK = 1e10;

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @ArgGroup(exclusive = false)
    private @Nullable FactOption fact;

    @Mixin
    private BosOption bos = new BosOption();

    @Mixin
    private EditOption edit = new EditOption();

    @Option(names = "--json", description = "Print one JSON object: prompts, comparisons, agree.")
    private boolean json;

    public CheckCommand(EngramCommand engram) {
        this.engram = engram;
    }

    /** The weights that were run. */
    private enum Weights {
        OWN,
        EDITED
    }

    /**
     * Two engines.
     *
     * @param cells absent where one of them has traced nothing
     * @param otherFirstChoices at how many positions they would say something else
     */
    private record Comparison(
            String weights,
            String engine,
            String against,
            double logits,
            int otherFirstChoices,
            @Nullable Double cells) {

        boolean agrees() {
            return logits <= LOGIT_TOLERANCE && (cells == null || cells <= CELL_TOLERANCE);
        }
    }

    /** @param editChanges by how much the edit changes a logit at most; absent without one */
    private record Verdict(
            List<String> prompts,
            List<Comparison> comparisons,
            @Nullable Double editChanges,
            double logitTolerance,
            double cellTolerance,
            boolean agree) {}

    @Override
    public Integer call() throws IOException {
        try (ModelFiles files = model.open()) {
            List<Prompt> prompts = fact == null ? Demonstration.prompts() : List.of(fact.prompt(files, bos));
            Map<Weights, Map<EngineKind, EngineReading>> readings = readings(files, prompts);
            List<Comparison> comparisons = new ArrayList<>();
            readings.forEach((weights, byEngine) -> comparisons.addAll(compared(weights, byEngine)));
            Verdict verdict = new Verdict(
                    prompts.stream().map(Prompt::text).toList(),
                    comparisons,
                    editChanges(readings),
                    LOGIT_TOLERANCE,
                    CELL_TOLERANCE,
                    comparisons.stream().allMatch(Comparison::agrees));
            print(verdict);
            return verdict.agree() ? 0 : 1;
        }
    }

    private Map<Weights, Map<EngineKind, EngineReading>> readings(ModelFiles files, List<Prompt> prompts)
            throws IOException {
        List<Edit> edits = edit.edits(files);
        Map<Weights, EngineProbe> probes = new EnumMap<>(Weights.class);
        Map<Weights, Map<EngineKind, EngineReading>> readings = new EnumMap<>(Weights.class);
        for (EngineKind kind : EngineKind.values()) {
            try (EditableModel loaded = files.load(kind);
                    ProgressLine progress = new ProgressLine("asking " + name(kind), engram.terminal())) {
                for (Weights weights : edits.isEmpty() ? List.of(Weights.OWN) : List.of(Weights.values())) {
                    try (EditStack stack = new EditStack(loaded)) {
                        if (weights == Weights.EDITED) {
                            edits.forEach(stack::add);
                        }
                        EngineProbe probe =
                                probes.computeIfAbsent(weights, missing -> new EngineProbe(prompts, loaded));
                        boolean traces = kind != EngineKind.REFERENCE || probe.traceWork(loaded) <= MOST_REFERENCE_WORK;
                        readings.computeIfAbsent(weights, missing -> new EnumMap<>(EngineKind.class))
                                .put(
                                        kind,
                                        probe.read(
                                                loaded,
                                                traces,
                                                share -> progress.advance(Math.round(1000 * share), 1000)));
                    }
                }
            }
        }
        return readings;
    }

    /** Each engine against each that comes after it, the reference the last. */
    private static List<Comparison> compared(Weights weights, Map<EngineKind, EngineReading> readings) {
        List<Comparison> comparisons = new ArrayList<>();
        List<EngineKind> kinds = List.copyOf(readings.keySet());
        for (int i = 0; i < kinds.size(); i++) {
            for (int j = i + 1; j < kinds.size(); j++) {
                EngineReading one = readings.get(kinds.get(i));
                EngineReading other = readings.get(kinds.get(j));
                if (one != null && other != null) {
                    boolean traced = !one.cells().isEmpty() && !other.cells().isEmpty();
                    comparisons.add(new Comparison(
                            weights.name().toLowerCase(Locale.ROOT),
                            name(kinds.get(i)),
                            name(kinds.get(j)),
                            one.logitDifference(other),
                            one.otherFirstChoices(other),
                            traced ? one.cellDifference(other) : null));
                }
            }
        }
        return comparisons;
    }

    private static @Nullable Double editChanges(Map<Weights, Map<EngineKind, EngineReading>> readings) {
        Map<EngineKind, EngineReading> own = readings.getOrDefault(Weights.OWN, Map.of());
        Map<EngineKind, EngineReading> edited = readings.getOrDefault(Weights.EDITED, Map.of());
        EngineReading before = own.get(EngineKind.DJL);
        EngineReading after = edited.get(EngineKind.DJL);
        return before == null || after == null ? null : after.logitDifference(before);
    }

    private static String name(EngineKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void print(Verdict verdict) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(verdict));
            return;
        }
        out.println(Count.of(verdict.prompts().size(), "prompt") + ", traces of two draws; the greatest differences:");
        out.println("weights  engines            logits     first choices   cells of traces");
        for (Comparison each : verdict.comparisons()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-7s  %-17s  %-9.2g  %-14s  %s",
                    each.weights(),
                    each.engine() + ", " + each.against(),
                    each.logits(),
                    each.otherFirstChoices() == 0 ? "the same" : each.otherFirstChoices() + " differ",
                    each.cells() == null ? "not traced" : String.format(Locale.ROOT, "%.2g", each.cells())));
        }
        if (verdict.editChanges() != null) {
            out.println(String.format(Locale.ROOT, "the edit changes a logit by %.2g at most", verdict.editChanges()));
        }
        out.println(String.format(
                Locale.ROOT,
                verdict.agree()
                        ? "the engines agree: logits within %.2g, cells within %.2g"
                        : "THE ENGINES DIFFER: by more than %.2g in a logit, or %.2g in a cell",
                verdict.logitTolerance(),
                verdict.cellTolerance()));
    }
}
