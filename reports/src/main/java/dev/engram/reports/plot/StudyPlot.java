package dev.engram.reports.plot;

import dev.engram.eval.study.EffectMeasure;
import dev.engram.eval.study.LayerEdit;
import dev.engram.eval.study.LayerRelation;
import dev.engram.eval.study.Relation;
import dev.engram.eval.study.StudiedFact;
import dev.engram.eval.study.StudySummary;
import dev.engram.eval.study.SuccessMeasure;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.reports.plot.ScatterPlot.Group;
import dev.engram.reports.plot.ScatterPlot.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a study found, in two plots: tracing effect and edit success over the layers, and one against the other, a point a fact and layer. */
public final class StudyPlot {

    /** After Okabe and Ito 2008, as other plots have it. */
    private static final Rgb EFFECT = new Rgb(0xD5, 0x5E, 0x00);

    /** The lightest colours of the map do not show on white. */
    private static final double LIGHTEST = 0.85;

    private StudyPlot() {}

    /**
     * The effect at the subject's last token and all successes by layer, with their intervals.
     *
     * @throws IllegalArgumentException if no fact was studied
     */
    public static LinePlot byLayer(StudySummary study) {
        Relation main = main(study);
        List<LineSeries> lines = new ArrayList<>();
        lines.add(new LineSeries(
                "tracing effect",
                "share of the total effect",
                Style.SOLID,
                EFFECT,
                main.byLayer().stream().map(LayerRelation::effect).toList()));
        study.relations().stream()
                .filter(relation -> relation.effect() == EffectMeasure.LAST_SUBJECT_TOKEN)
                .map(StudyPlot::success)
                .forEach(lines::add);
        return new LinePlot(
                "Tracing effect and edit success, by layer",
                "mean over facts",
                false,
                new HeatmapColumns(
                        "layer",
                        "layer",
                        main.byLayer().stream()
                                .map(layer -> Integer.toString(layer.layer()))
                                .toList()),
                lines,
                List.of());
    }

    private static LineSeries success(Relation relation) {
        return new LineSeries(
                relation.success().label(),
                relation.facts() + (relation.facts() == 1 ? " fact" : " facts"),
                relation.success() == SuccessMeasure.REWRITE ? Style.SOLID : Style.DASHED,
                color(relation.success()),
                relation.byLayer().stream().map(LayerRelation::success).toList());
    }

    private static Rgb color(SuccessMeasure success) {
        return switch (success) {
            case REWRITE -> new Rgb(0x2F, 0x7D, 0xC4);
            case PARAPHRASE -> new Rgb(0x00, 0x9E, 0x73);
            case NEIGHBOURHOOD -> new Rgb(0x8A, 0x8F, 0x98);
        };
    }

    /**
     * The rewrite score against the effect at the subject's last token, layers in colours.
     *
     * @throws IllegalArgumentException if no fact was studied
     */
    public static ScatterPlot scatter(StudySummary study) {
        Relation main = main(study);
        int layers = main.byLayer().size();
        return new ScatterPlot(
                "Edit success against tracing effect",
                "tracing effect, share of the total effect",
                main.success().label(),
                IntStream.range(0, layers)
                        .mapToObj(i -> new Group(
                                "layer " + main.byLayer().get(i).layer(),
                                ColorMap.VIRIDIS.at(LIGHTEST * i / Math.max(1, layers - 1)),
                                study.studied().stream()
                                        .map(fact -> point(fact, fact.edits().get(i), main))
                                        .toList()))
                        .toList());
    }

    private static Point point(StudiedFact fact, LayerEdit edit, Relation relation) {
        return new Point(
                fact.id() + ": " + fact.prompt() + " … " + fact.target(),
                relation.effect().of(fact.effects().orElseThrow(), edit.layer()),
                relation.success().of(edit).orElseThrow());
    }

    private static Relation main(StudySummary study) {
        return study.main().orElseThrow(() -> new IllegalArgumentException("a plot of a study without studied facts"));
    }
}
