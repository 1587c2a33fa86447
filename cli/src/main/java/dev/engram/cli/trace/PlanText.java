package dev.engram.cli.trace;

import dev.engram.cli.terminal.Count;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfPlan.Work;
import java.io.PrintWriter;
import java.util.Locale;

/** What {@code --explain} prints: the planned work beside that of whole passes. */
final class PlanText {

    private PlanText() {}

    static void print(PrintWriter out, WhatIfPlan plan) {
        out.println("work in token-layers (a token passing a block)    planned       plain   saving");
        line(out, "queries, keys and values", Work::projected, plan);
        line(out, "attention outputs", Work::attended, plan);
        line(out, "MLPs", Work::mlp, plan);
        line(out, "tokens unembedded", Work::unembedded, plan);
        out.printf(
                Locale.ROOT,
                "%-44s %12.1f %11.1f %8.2f%n",
                "10^9 multiply-adds",
                plan.planned().multiplyAdds() / 1e9,
                plan.plain().multiplyAdds() / 1e9,
                plan.saving());
        out.println("plain: a whole pass for each run, with logits at the positions that are read alone");
        out.flush();
    }

    private interface Count {
        long of(Work work);
    }

    private static void line(PrintWriter out, String name, Count count, WhatIfPlan plan) {
        long planned = count.of(plan.planned());
        long plain = count.of(plan.plain());
        if (plain > 0) {
            out.printf(Locale.ROOT, "%-44s %,12d %,11d %8.2f%n", name, planned, plain, plain / (double) planned);
        }
    }
}
