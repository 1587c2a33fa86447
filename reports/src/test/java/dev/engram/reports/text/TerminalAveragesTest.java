package dev.engram.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.SampleTraces;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.AverageEffects;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalAveragesTest {

    @Test
    void the_finding_comes_first_and_then_a_line_for_each_role() {
        String text = TerminalAverages.render(
                AverageEffects.of(List.of(SampleTraces.small(), SampleTraces.longer()), RestoredState.HIDDEN));

        assertThat(text.lines().skip(1))
                .containsExactly(
                        "token role               tokens  facts  best layer   effect     95 % interval  may be best",
                        "before the subject            2      1           0        0              none  –",
                        "first subject token *         2      2           1  +0.0750  0.0500 to 0.1000  layer 1",
                        "middle subject tokens *       1      1           1  +0.1000              none  –",
                        "last subject token *          2      2           1  +0.3500  0.3000 to 0.4000  layer 1",
                        "first subsequent token        1      1           2  +0.0500              none  –",
                        "last token                    2      2           3  +0.5500  0.4000 to 0.7000  layer 3");
        assertThat(text).startsWith("Over 2 facts, ").endsWith("\n");
    }
}
