package dev.engram.cli.study;

import dev.engram.eval.study.EffectMeasure;
import dev.engram.eval.study.LayerMetrics;
import dev.engram.eval.study.LayerRelation;
import dev.engram.eval.study.Relation;
import dev.engram.eval.study.StudiedFact.Outcome;
import dev.engram.eval.study.StudySummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A study in text: its layers, the finding, and what goes with it. */
final class StudyText {

    private static final int SCORE_WIDTH = 20;
    private static final int SHARE_WIDTH = 16;

    private StudyText() {}

    static void print(StudySummary summary, PrintWriter out) {
        int facts =
                summary.outcomes().values().stream().mapToInt(Integer::intValue).sum();
        out.println(facts + (facts == 1 ? " fact: " : " facts: ")
                + summary.studied().size() + " studied; "
                + summary.count(Outcome.WRONG) + " answered wrongly, " + summary.count(Outcome.NO_EFFECT)
                + " without a total effect, " + summary.count(Outcome.NO_ROOM) + " that say the new answer already, "
                + summary.count(Outcome.FAILED) + " that cannot be traced or edited");
        if (summary.main().isPresent()) {
            out.println();
            printLayers(summary, out);
        }
        out.println();
        out.println(summary.finding());
        out.flush();
    }

    private static void printLayers(StudySummary summary, PrintWriter out) {
        List<Relation> relations = summary.relations().stream()
                .filter(relation -> relation.effect() == EffectMeasure.LAST_SUBJECT_TOKEN)
                .toList();
        StringBuilder head = new StringBuilder(pad("layer", 7)).append(pad("tracing effect", SCORE_WIDTH));
        relations.forEach(relation -> head.append(pad(relation.success().label(), SCORE_WIDTH)));
        out.println(head.append(pad("efficacy", SHARE_WIDTH))
                .append(pad("generalisation", SHARE_WIDTH))
                .append(pad("specificity", SHARE_WIDTH))
                .append("correlation over facts"));
        for (int i = 0; i < summary.metrics().size(); i++) {
            LayerMetrics metrics = summary.metrics().get(i);
            LayerRelation main = relations.get(0).byLayer().get(i);
            StringBuilder line = new StringBuilder(pad(Integer.toString(main.layer()), 7))
                    .append(pad(score(main.effect().mean()), SCORE_WIDTH));
            for (Relation relation : relations) {
                line.append(pad(score(relation.byLayer().get(i).success().mean()), SCORE_WIDTH));
            }
            out.println(line.append(pad(score(metrics.efficacy()), SHARE_WIDTH))
                    .append(pad(score(metrics.generalisation()), SHARE_WIDTH))
                    .append(pad(score(metrics.specificity()), SHARE_WIDTH))
                    .append(main.correlation()
                            .map(correlation -> score(correlation.value()))
                            .orElse("–")));
        }
    }

    private static String score(OptionalDouble value) {
        return value.isPresent() ? score(value.getAsDouble()) : "–";
    }

    private static String score(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.equals("-0.000") ? "0.000" : text;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
