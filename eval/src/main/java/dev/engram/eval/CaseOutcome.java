package dev.engram.eval;

import dev.engram.datasets.EditCase;
import dev.engram.editing.method.FactReport;
import dev.engram.eval.recall.CaseRecall;

/** One case of a trial: what the model said before all edits and after all of them, and how the search went. */
public record CaseOutcome(EditCase asked, CaseRecall before, CaseRecall after, FactReport report) {}
