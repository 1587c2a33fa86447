package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfPlan.Work;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    @Test
    void both_ways_stand_side_by_side() {
        WhatIfPlan plan =
                new WhatIfPlan(2, new Work(1_021, 1_075, 1_070, 60, 5e9), new Work(22_800, 22_801, 22_802, 152, 8e10));

        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "work                      planned   whole passes",
                        "queries to values           1,021         22,800  token-layers",
                        "attention outputs           1,075         22,801  token-layers",
                        "MLPs                        1,070         22,802  token-layers",
                        "logits                         60            152  tokens",
                        "multiply-adds            5.00e+09       8.00e+10",
                        "16.0 times less than a whole pass for each run, in 2 parts");
    }

    @Test
    void a_model_without_mlps_has_no_line_for_them() {
        WhatIfPlan plan = new WhatIfPlan(1, new Work(1, 1, 0, 1, 4), new Work(2, 2, 0, 2, 8));

        assertThat(PlanText.lines(plan))
                .noneMatch(line -> line.contains("MLP"))
                .contains("2.0 times less than a whole pass for each run, in 1 part");
    }
}
