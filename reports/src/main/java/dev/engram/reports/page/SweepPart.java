package dev.engram.reports.page;

import dev.engram.eval.sweep.SettingsSweep;

/**
 * A sweep over settings: what was chosen and how it does on cases that it was not chosen by, the trade-off by layer, all candidates.
 *
 * @param model what it is called
 */
public record SweepPart(String model, SettingsSweep.Outcome outcome, Provenance provenance) implements ReportPart {}
