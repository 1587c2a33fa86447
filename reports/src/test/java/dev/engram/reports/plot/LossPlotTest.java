package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.editing.value.LossPoint;
import dev.engram.reports.Golden;
import dev.engram.tracing.summary.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossPlotTest {

    private static final List<LossPoint> LOSSES =
            List.of(new LossPoint(5, 0, 0), new LossPoint(1, 0.25, 0.125), new LossPoint(0.05, 0.5, 0.25));

    @Test
    void a_search_is_drawn_as_looked_at() {
        Golden.assertMatches("loss-3.svg", LinePlotSvg.inline(LossPlot.of(LOSSES)));
    }

    @Test
    void the_first_line_is_the_sum_of_the_others() {
        List<LineSeries> lines = LossPlot.of(LOSSES).series();

        for (int step = 0; step < LOSSES.size(); step++) {
            assertThat(value(lines, 0, step))
                    .isEqualTo(value(lines, 1, step) + value(lines, 2, step) + value(lines, 3, step));
        }
    }

    private static double value(List<LineSeries> lines, int line, int step) {
        Estimate value = lines.get(line).values().get(step);
        return value.mean();
    }
}
