package dev.engram.reports.page;

import dev.engram.eval.sweep.SettingsSweep;
import java.util.Map;

/**
 * One HTML file for one sweep: what was chosen and how it does on cases that it was not chosen by, the trade-off by layer, all candidates, and how
 * it was made. It holds no script and asks for nothing.
 */
public final class SweepPage {

    private SweepPage() {}

    /**
     * The page as text; it is to be stored as UTF-8.
     *
     * @param model what the model is called
     */
    public static String render(String model, SettingsSweep.Outcome outcome, Provenance provenance) {
        return Pages.render(
                "sweep.jte",
                Map.of("sweep", new SweepView(model, outcome), "provenance", new ProvenanceView(provenance)));
    }
}
