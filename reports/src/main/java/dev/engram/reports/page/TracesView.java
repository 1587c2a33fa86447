package dev.engram.reports.page;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.AverageEffects;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import java.util.List;
import java.util.Set;

/** What the page of several traces shows of them together. */
record TracesView(String title, List<TraceResult> results) {

    TracesView {
        title = VisibleText.line(title);
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("a page of no traces; at least 1 is needed");
        }
        List<Set<RestoredState>> kinds = results.stream()
                .map(result -> result.grids().keySet())
                .distinct()
                .toList();
        if (kinds.size() > 1) {
            throw new IllegalArgumentException("traces of different kinds have no common averages: " + kinds);
        }
        List<RestoreWindow> windows = results.stream()
                .map(result -> result.settings().window())
                .distinct()
                .toList();
        if (windows.size() > 1) {
            throw new IllegalArgumentException("traces with different windows have no common averages: " + windows);
        }
    }

    String facts() {
        return results.size() == 1 ? "1 fact" : results.size() + " facts";
    }

    String totalEffect() {
        return ProbabilityText.effect(
                results.stream().mapToDouble(TraceResult::totalEffect).average().orElseThrow());
    }

    List<AverageView> averages() {
        RestoreWindow window = results.get(0).settings().window();
        return results.get(0).grids().keySet().stream()
                .map(kind -> AverageView.of(AverageEffects.of(results, kind), window))
                .toList();
    }

    List<TraceView> traces() {
        return results.stream().map(TraceView::new).toList();
    }
}
