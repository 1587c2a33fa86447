package dev.engram.cli;

import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfPlan.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The work of a what-if request for people: what is computed, and what whole passes would compute. */
final class PlanText {

    private PlanText() {}

    /** A line for each kind of product, and one for the saving. */
    static List<String> lines(WhatIfPlan plan) {
        Work planned = plan.planned();
        Work plain = plan.plain();
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-18s %14s %14s", "work", "planned", "whole passes"));
        lines.add(line("queries to values", planned.projected(), plain.projected(), "token-layers"));
        lines.add(line("attention outputs", planned.attended(), plain.attended(), "token-layers"));
        if (plain.mlp() > 0) {
            lines.add(line("MLPs", planned.mlp(), plain.mlp(), "token-layers"));
        }
        lines.add(line("logits", planned.unembedded(), plain.unembedded(), "tokens"));
        lines.add(String.format(
                Locale.ROOT, "%-18s %14.3g %14.3g", "multiply-adds", planned.multiplyAdds(), plain.multiplyAdds()));
        lines.add(String.format(
                Locale.ROOT,
                "%.1f times less than a whole pass for each run, in %d %s",
                plan.saving(),
                plan.parts(),
                plan.parts() == 1 ? "part" : "parts"));
        return lines;
    }

    private static String line(String name, long planned, long plain, String unit) {
        return String.format(Locale.ROOT, "%-18s %,14d %,14d  %s", name, planned, plain, unit);
    }
}
