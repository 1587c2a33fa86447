package dev.engram.reports.page;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.metrics.FailedRewrite;
import dev.engram.eval.metrics.PromptMeasure;
import dev.engram.eval.metrics.PromptPair;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.eval.metrics.table.MetricEstimate;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.EvaluationPlot;
import dev.engram.reports.plot.IntervalPlot;
import dev.engram.reports.plot.LinePlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows of an evaluation.
 *
 * @param failures rewrites that failed, by method
 * @param shown the records of which it has all prompts, by their ids
 */
record EvaluationView(String id, EvaluationPart part, List<Failure> failures, Map<String, RecordRow> shown)
        implements PartView {

    /** Records of which the page has all prompts: all of a few, of more those that failed, up to so many. */
    private static final int MOST_RECORDS = 200;

    private static final int MOST_FAILURES = 2000;
    private static final int SAID_COLUMNS = 60;

    static EvaluationView of(String id, EvaluationPart part) {
        Map<String, RecordRow> shown = shown(id, part);
        List<Failure> failures = new ArrayList<>();
        part.edits()
                .forEach((method, edits) -> edits.stream()
                        .flatMap(edit -> FailedRewrite.of(edit).stream())
                        .forEach(failed -> failures.add(new Failure(method, failed, shown.get(failed.id())))));
        return new EvaluationView(id, part, failures, shown);
    }

    @Override
    public String kind() {
        return "Evaluation of edits";
    }

    @Override
    public String title() {
        return "Evaluation of edits of " + VisibleText.line(part.model());
    }

    @Override
    public VisibleHtml heading() {
        int methods = part.edits().size();
        return text(part.model() + ": " + part.metrics().records() + " records, "
                + (methods == 1 ? part.edits().keySet().iterator().next() : methods + " methods"));
    }

    @Override
    public Provenance provenance() {
        return part.provenance();
    }

    @Override
    public String template() {
        return "evaluation.jte";
    }

    static VisibleHtml text(String text) {
        return new VisibleHtml(VisibleText.ofLine(text));
    }

    List<String> methods() {
        return part.metrics().methods();
    }

    Optional<IntervalPlot> plot() {
        return EvaluationPlot.metrics(part.metrics());
    }

    List<LinePlot> curves() {
        return Stream.of(EvaluationPlot.retention(part.checks()), EvaluationPlot.kept(part.checks()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How intervals were made. */
    String intervals() {
        return String.format(
                Locale.ROOT,
                "Intervals are of 95 %%, by the percentile bootstrap over records (%,d resamples, seed %d).",
                part.metrics().resampling().resamples(),
                part.metrics().resampling().seed());
    }

    /** The method that others are held against. */
    String first() {
        return methods().get(0);
    }

    List<Row> rows() {
        return part.metrics().rows().stream()
                .map(row -> new Row(methods(), row))
                .toList();
    }

    /** Those where any method differs from the first. */
    List<Row> differences() {
        return rows().stream().filter(row -> !row.row().differences().isEmpty()).toList();
    }

    /** A row of the table of metrics. */
    record Row(List<String> methods, MetricRow row) {

        List<CellHtml> cells() {
            return methods.stream()
                    .map(method -> new CellHtml(row.of(method).map(found -> cell(found, false))))
                    .toList();
        }

        List<CellHtml> differences() {
            return methods.stream()
                    .skip(1)
                    .map(method -> new CellHtml(row.differenceOf(method).map(found -> cell(found, true))))
                    .toList();
        }

        private static NumberCell cell(MetricEstimate estimate, boolean difference) {
            String mean = difference ? ProbabilityText.effect(estimate.mean()) : ProbabilityText.of(estimate.mean());
            return new NumberCell(
                    estimate.mean(),
                    estimate.bootstrap(),
                    mean
                            + estimate.bootstrap()
                                    .map(bounds -> " (" + ProbabilityText.interval(bounds) + ")")
                                    .orElse(""));
        }
    }

    List<CheckRow> checks() {
        return part.checks().stream().map(CheckRow::new).toList();
    }

    /** A row of the table of checks. */
    record CheckRow(AbilityCheck check) {

        List<NumberCell> cells() {
            return Stream.of((double) check.edits(), check.preferred(), check.said(), check.kept(), check.perplexity())
                    .map(value -> NumberCell.of(
                            value,
                            value == Math.rint(value) && value > 1
                                    ? Long.toString(Math.round(value))
                                    : ProbabilityText.of(value)))
                    .toList();
        }
    }

    /** The mean times of edits, in a sentence; empty where none are known. */
    String seconds() {
        return part.seconds().isEmpty()
                ? ""
                : part.seconds().entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %.2f s", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", ", "Mean time of an edit: ", "."));
    }

    /** As many failures as a page can list. */
    List<Failure> listedFailures() {
        return failures.subList(0, Math.min(MOST_FAILURES, failures.size()));
    }

    /** How many failures there are beside those that are listed. */
    int moreFailures() {
        return failures.size() - listedFailures().size();
    }

    /** A rewrite that a method did not bring about. */
    record Failure(
            String method, FailedRewrite failed, @Nullable RecordRow record) {

        VisibleHtml prompt() {
            return text(failed.prompt());
        }

        VisibleHtml target() {
            return text(failed.target());
        }

        VisibleHtml said() {
            return new VisibleHtml(VisibleText.ofLine(failed.said()).shortened(SAID_COLUMNS));
        }

        VisibleHtml recordName() {
            return text(failed.id());
        }

        Optional<RecordRow> link() {
            return Optional.ofNullable(record);
        }

        /** What went wrong, in words. */
        VisibleHtml problem() {
            return text(failed.preferred()
                    .map(old -> "“" + old + "” stays likelier")
                    .orElse("likelier, but not said"));
        }
    }

    List<RecordRow> records() {
        return List.copyOf(shown.values());
    }

    /** How many records there are beside those that are shown. */
    int more() {
        return part.metrics().records() - shown.size();
    }

    private static Map<String, RecordRow> shown(String id, EvaluationPart part) {
        Map<String, Map<String, ScoredEdit>> byRecord = new LinkedHashMap<>();
        part.edits()
                .forEach((method, edits) ->
                        edits.forEach(edit -> byRecord.computeIfAbsent(edit.id(), missing -> new LinkedHashMap<>())
                                .put(method, edit)));
        boolean all = byRecord.size() <= MOST_RECORDS;
        Map<String, RecordRow> rows = new LinkedHashMap<>();
        byRecord.forEach((record, edits) -> {
            boolean failed = edits.values().stream()
                    .anyMatch(edit -> !FailedRewrite.of(edit).isEmpty());
            if (all || (failed && rows.size() < MOST_RECORDS)) {
                rows.put(record, new RecordRow(id + "-record-" + (rows.size() + 1), record, edits));
            }
        });
        return rows;
    }

    /**
     * A record with all that it asks.
     *
     * @param id under which it is found in the page
     * @param edits by method
     */
    record RecordRow(String id, String record, Map<String, ScoredEdit> edits) {

        VisibleHtml name() {
            return text(record);
        }

        List<PromptRow> prompts() {
            List<ScoredEdit> scored = List.copyOf(edits.values());
            List<PromptRow> rows = new ArrayList<>();
            for (int i = 0; i < scored.get(0).prompts().size(); i++) {
                int prompt = i;
                rows.add(new PromptRow(
                        scored.stream().map(edit -> edit.prompts().get(prompt)).toList()));
            }
            return rows;
        }
    }

    /** One prompt of a record, after each method. */
    record PromptRow(List<PromptPair> pairs) {

        String role() {
            return pairs.get(0).asked().role().label();
        }

        VisibleHtml prompt() {
            return text(pairs.get(0).asked().prompt());
        }

        VisibleHtml before() {
            return said(pairs.get(0).before().said());
        }

        VisibleHtml right() {
            return text(String.join(" / ", pairs.get(0).asked().right()));
        }

        List<SaidCell> after() {
            return pairs.stream().map(SaidCell::new).toList();
        }

        private static VisibleHtml said(String said) {
            return new VisibleHtml(VisibleText.ofLine(said.strip()).shortened(SAID_COLUMNS));
        }
    }

    /** What a method makes the model say to a prompt. */
    record SaidCell(PromptPair pair) {

        VisibleHtml said() {
            return PromptRow.said(pair.after().said());
        }

        /** Whether the right answer is the likelier one; empty where there is nothing to weigh. */
        Optional<Boolean> isRight() {
            OptionalDouble share = PromptMeasure.RIGHT_LIKELIER.of(pair);
            return share.isPresent() ? Optional.of(share.getAsDouble() == 1) : Optional.empty();
        }
    }
}
