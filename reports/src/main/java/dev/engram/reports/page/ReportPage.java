package dev.engram.reports.page;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One HTML file for any number of results: traces, edits, evaluations, sweeps and studies, each with its figures, its numbers and how it was made.
 *
 * <p>The file asks for nothing: pictures and numbers are in it, and its content security policy refuses everything but its own script, by the script's
 * hash. Without scripts it shows all but the cells of single facts, which are small pictures then. All texts are escaped, and characters that cannot
 * be seen are shown as symbols.
 */
public final class ReportPage {

    private ReportPage() {}

    /** A page of one result, with the result's own title. */
    public static String render(ReportPart part) {
        return render(view(part, 1).title(), List.of(part));
    }

    /**
     * The page as text; it is to be stored as UTF-8.
     *
     * @param title of the page, one line
     * @param parts at least one, in the order in which they are shown
     * @throws IllegalArgumentException if there are no parts, or traces of one part cannot be averaged: they differ in the kinds of restored states,
     *     in the window, in the metric or in the number of layers
     */
    public static String render(String title, List<ReportPart> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a report on nothing; at least 1 result is needed");
        }
        return Pages.render("report.jte", Map.of("report", new ReportView(title, views(parts))));
    }

    private static List<PartView> views(List<ReportPart> parts) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> view(parts.get(i), i + 1))
                .toList();
    }

    private static PartView view(ReportPart part, int number) {
        String id = "run-" + number;
        if (part instanceof TracingPart traces) {
            return TracingView.of(id, traces);
        }
        if (part instanceof EditPart edit) {
            return new EditView(id, edit);
        }
        if (part instanceof EvaluationPart evaluation) {
            return EvaluationView.of(id, evaluation);
        }
        if (part instanceof SweepPart sweep) {
            return new SweepView(id, sweep);
        }
        return StudyView.of(id, (StudyPart) part);
    }
}
