package dev.engram.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfPlan.Work;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    @Test
    void both_ways_stand_side_by_side_with_what_is_saved() {
        WhatIfPlan plan =
                new WhatIfPlan(1, new Work(1_000, 1_200, 1_500, 60, 5e9), new Work(22_000, 24_000, 30_000, 150, 8e10));

        assertThat(text(plan).lines())
                .anyMatch(line -> line.matches("queries, keys and values +1,000 +22,000 +22\\.00"))
                .anyMatch(line -> line.matches("attention outputs +1,200 +24,000 +20\\.00"))
                .anyMatch(line -> line.matches("MLPs +1,500 +30,000 +20\\.00"))
                .anyMatch(line -> line.matches("tokens unembedded +60 +150 +2\\.50"))
                .anyMatch(line -> line.matches("10\\^9 multiply-adds +5\\.0 +80\\.0 +16\\.00"));
    }

    @Test
    void a_model_without_mlps_has_no_line_for_them() {
        assertThat(text(new WhatIfPlan(1, new Work(1, 1, 0, 1, 4), new Work(2, 2, 0, 2, 8))))
                .doesNotContain("MLP");
    }

    private static String text(WhatIfPlan plan) {
        StringWriter out = new StringWriter();
        PlanText.print(new PrintWriter(out, true), plan);
        return out.toString();
    }
}
