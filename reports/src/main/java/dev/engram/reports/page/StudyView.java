package dev.engram.reports.page;

import dev.engram.eval.study.AddedShare;
import dev.engram.eval.study.EffectMeasure;
import dev.engram.eval.study.LayerMetrics;
import dev.engram.eval.study.LayerRelation;
import dev.engram.eval.study.Relation;
import dev.engram.eval.study.Statistic;
import dev.engram.eval.study.StudiedFact.Outcome;
import dev.engram.eval.study.StudySummary;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.LinePlot;
import dev.engram.reports.plot.ScatterPlot;
import dev.engram.reports.plot.StudyPlot;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a page shows of a study. */
record StudyView(String id, StudyPart part, Relation main) implements PartView {

    static StudyView of(String id, StudyPart part) {
        return new StudyView(id, part, part.study().main().orElseThrow());
    }

    /** A row of the table by layer; one success for each measure that there is. */
    record LayerRow(
            int layer, NumberCell effect, CellHtml correlation, List<NumberCell> successes, LayerMetrics metrics) {}

    @Override
    public String kind() {
        return "Localisation and editing";
    }

    @Override
    public String title() {
        return "Tracing and editing " + VisibleText.line(part.model());
    }

    @Override
    public VisibleHtml heading() {
        return new VisibleHtml(VisibleText.ofLine(part.model() + ": do traces say where to edit?"));
    }

    @Override
    public Provenance provenance() {
        return part.provenance();
    }

    @Override
    public String template() {
        return "study.jte";
    }

    StudySummary study() {
        return part.study();
    }

    String method() {
        return study().method().toUpperCase(Locale.ROOT);
    }

    int facts() {
        return study().outcomes().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many facts are apart, and why. */
    String apart() {
        String reasons = study().outcomes().entrySet().stream()
                .filter(outcome -> outcome.getKey() != Outcome.STUDIED)
                .map(outcome -> outcome.getValue() + " " + reason(outcome.getKey()))
                .collect(Collectors.joining(", "));
        return "of " + facts() + " facts" + (reasons.isEmpty() ? "" : "; " + reasons);
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case STUDIED -> "studied";
            case WRONG -> "answered wrongly";
            case NO_EFFECT -> "without a total effect";
            case NO_ROOM -> "that say the new answer already";
            case FAILED -> "failed";
        };
    }

    LinePlot byLayer() {
        return StudyPlot.byLayer(study());
    }

    ScatterPlot scatter() {
        return StudyPlot.scatter(study());
    }

    static String effect(LayerRelation layer) {
        return percent(layer.effect().mean())
                + layer.effect()
                        .interval()
                        .map(bounds -> " (" + percent(bounds.low()) + " to " + percent(bounds.high()) + ")")
                        .orElse("");
    }

    static String success(LayerRelation layer) {
        return estimate(layer.success());
    }

    /** What the effect adds to the layer, empty where nothing is to be explained. */
    Optional<AddedShare> added() {
        return main.explained().map(explained -> explained.added());
    }

    /** The relations with the effect at the subject's last token, one for each measure of success. */
    List<Relation> successes() {
        return study().relations().stream()
                .filter(relation -> relation.effect() == EffectMeasure.LAST_SUBJECT_TOKEN)
                .toList();
    }

    List<LayerRow> layers() {
        return IntStream.range(0, main.byLayer().size())
                .mapToObj(i -> new LayerRow(
                        main.byLayer().get(i).layer(),
                        NumberCell.of(
                                main.byLayer().get(i).effect(),
                                effect(main.byLayer().get(i))),
                        cell(main.byLayer().get(i).correlation()),
                        successes().stream()
                                .map(relation -> relation.byLayer().get(i))
                                .map(layer -> NumberCell.of(layer.success(), success(layer)))
                                .toList(),
                        study().metrics().get(i)))
                .toList();
    }

    static VisibleHtml text(String text) {
        return new VisibleHtml(VisibleText.ofLine(text));
    }

    static NumberCell number(double value) {
        return NumberCell.of(value, decimals(value));
    }

    /** The name of a relation's measure of success, as columns are headed. */
    static String heading(Relation relation) {
        String label = relation.success().label();
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    private static String estimate(Estimate estimate) {
        return decimals(estimate.mean()) + interval(estimate.interval());
    }

    static CellHtml cell(Optional<Statistic> statistic) {
        return new CellHtml(statistic.map(found ->
                new NumberCell(found.value(), found.interval(), decimals(found.value()) + interval(found.interval()))));
    }

    static CellHtml share(Optional<Double> share) {
        return new CellHtml(share.map(StudyView::percentCell));
    }

    static CellHtml share(OptionalDouble share) {
        return share(share.isPresent() ? Optional.of(share.getAsDouble()) : Optional.empty());
    }

    static NumberCell percentCell(double share) {
        return NumberCell.of(share, percent(share));
    }

    /** What is added, and how often chance adds as much. */
    static CellHtml added(Optional<AddedShare> added) {
        return new CellHtml(added.map(found -> NumberCell.of(
                found.share().value(),
                percent(found.share().value()) + " (p = " + String.format(Locale.ROOT, "%.3f", found.p()) + ")")));
    }

    static String percent(double share) {
        return minus(String.format(Locale.ROOT, "%.1f %%", 100 * share));
    }

    private static String interval(Optional<Interval> interval) {
        return interval.map(bounds -> " (" + decimals(bounds.low()) + " to " + decimals(bounds.high()) + ")")
                .orElse("");
    }

    private static String decimals(double value) {
        return minus(String.format(Locale.ROOT, "%.2f", value));
    }

    /** Without a minus before what was rounded to zero. */
    private static String minus(String number) {
        return number.matches("-0\\.0+( %)?") ? number.substring(1) : number.replace('-', '−');
    }
}
