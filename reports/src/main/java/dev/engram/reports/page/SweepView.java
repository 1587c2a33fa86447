package dev.engram.reports.page;

import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.value.ValueSettings;
import dev.engram.eval.sweep.SettingsSweep;
import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.eval.sweep.SweepScore;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.LinePlot;
import dev.engram.reports.plot.SweepPlot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a page shows of a sweep. */
record SweepView(String id, SweepPart part) implements PartView {

    @Override
    public String kind() {
        return "Settings for editing";
    }

    @Override
    public String title() {
        return "Settings for editing " + VisibleText.line(part.model());
    }

    @Override
    public VisibleHtml heading() {
        return new VisibleHtml(VisibleText.ofLine(part.model() + ": " + method() + " at " + chosen()));
    }

    @Override
    public Provenance provenance() {
        return part.provenance();
    }

    @Override
    public String template() {
        return "sweep.jte";
    }

    SettingsSweep.Outcome outcome() {
        return part.outcome();
    }

    String method() {
        return best().method().toUpperCase(Locale.ROOT);
    }

    EditorSettings best() {
        return outcome().best().settings();
    }

    String chosen() {
        return layers(best()) + strength(best());
    }

    SweepScore heldOut() {
        return outcome().heldOut();
    }

    int casesChosenBy() {
        return outcome().best().score().cases();
    }

    /** A plot for each strength that was tried. */
    List<LinePlot> plots() {
        return SweepPlot.byStrength(outcome());
    }

    /** Whether the method has a strength at all. */
    boolean hasStrengths() {
        return outcome().tried().stream()
                .anyMatch(candidate -> candidate.settings().search().isPresent());
    }

    /** The layers by their numbers. */
    String layers(Scored candidate) {
        return numbers(candidate.settings());
    }

    String clamp(Scored candidate) {
        return candidate.settings().search().map(SweepView::clamp).orElse("");
    }

    boolean isBest(Scored candidate) {
        return candidate.equals(outcome().best());
    }

    static NumberCell percentCell(double share) {
        return NumberCell.of(share, percent(share));
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String layers(EditorSettings settings) {
        return (settings.layers().size() == 1 ? "layer " : "layers ") + numbers(settings);
    }

    private static String numbers(EditorSettings settings) {
        return settings.layers().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String strength(EditorSettings settings) {
        return settings.search().map(value -> ", clamp " + clamp(value)).orElse("");
    }

    /** As one would write it: 4, 0.75. */
    private static String clamp(ValueSettings value) {
        return BigDecimal.valueOf(value.clampFactor()).stripTrailingZeros().toPlainString();
    }
}
