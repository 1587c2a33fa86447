package dev.engram.reports;

import dev.engram.editing.method.ValueNorms;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.value.LossPoint;
import dev.engram.eval.health.ModelHealth;
import dev.engram.reports.EditedFact.Asked;
import dev.engram.reports.EditedFact.LikelyAnswer;
import dev.engram.reports.EditedFact.Said;
import dev.engram.reports.page.EditPart;
import dev.engram.reports.page.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Edits written by hand. */
public final class SampleEdits {

    private SampleEdits() {}

    /** Ann sings hymns instead of songs; no other fact changes, and the model stays healthy. */
    public static EditPart ann(Provenance provenance) {
        return of("tiny-model", "Ann", "Ann sings", 12.5, provenance);
    }

    /** With this text as the model's name, subject and prompt, and damage to the model. */
    public static EditPart hostile(String text, Provenance provenance) {
        return of(text, text, text + " sings", 30, provenance);
    }

    private static EditPart of(
            String model, String subject, String prompt, double perplexityAfter, Provenance provenance) {
        EditedFact fact = new EditedFact(
                "1",
                prompt,
                subject,
                "hymns",
                List.of(
                        new Asked(
                                "rewrite",
                                prompt,
                                said(0.01, 0.9, "songs all day long"),
                                said(0.95, 0.02, "hymns all day long")),
                        new Asked("neighbour", "Bob sings", said(0.01, 0.9, "songs"), said(0.011, 0.89, "songs"))),
                List.of(new LossPoint(5, 0, 0), new LossPoint(1, 0.25, 0.125), new LossPoint(0.05, 0.5, 0.25)),
                Optional.of(new ValueNorms(2.5, 8, 16, 0.75)));
        return new EditPart(
                model,
                new EditorSettings.FineTuning(3, 25, 5e-4, 0, OptionalDouble.empty()),
                List.of(fact),
                List.of("layer 3: statistics of 7680 keys"),
                new ModelHealth(OptionalDouble.of(0.75), 0.05, 12.4, perplexityAfter, 0.985),
                1.25,
                provenance);
    }

    private static Said said(double pNew, double pOld, String text) {
        return new Said(
                new LikelyAnswer("hymns", pNew, -Math.log(pNew), pNew > pOld ? 1 : 12),
                new LikelyAnswer("songs", pOld, -Math.log(pOld), pNew > pOld ? 2 : 1),
                text.replaceFirst(" .*", ""),
                text,
                pNew > pOld);
    }
}
