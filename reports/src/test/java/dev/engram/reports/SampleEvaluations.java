package dev.engram.reports;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.benchmark.AnswerScore;
import dev.engram.eval.benchmark.AskedPrompt;
import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import dev.engram.eval.benchmark.RecordScore;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.eval.metrics.table.MethodScores;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.reports.page.EvaluationPart;
import dev.engram.reports.page.Provenance;
import dev.engram.tracing.summary.Resampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Evaluations written by hand. */
public final class SampleEvaluations {

    private static final double UNLIKELY = -5;
    private static final double LIKELY = -0.1;

    private SampleEvaluations() {}

    /** Three records by rome, which edits all of them, and ft-m, which fails with the second; without checks. */
    public static EvaluationPart two(Provenance provenance) {
        return of("tiny-model", List.of("Ann sings", "Bob plays", "Cid writes"), List.of(), provenance);
    }

    /** The same of a sequence that was checked after one record and after three. */
    public static EvaluationPart sequence(Provenance provenance) {
        return of(
                "tiny-model",
                List.of("Ann sings", "Bob plays", "Cid writes"),
                List.of(
                        check("rome", 1, 1, 0.99),
                        check("rome", 3, 0.66, 0.9),
                        check("ft-m", 1, 0.5, 0.97),
                        check("ft-m", 3, 0.25, 0.6)),
                provenance);
    }

    /** With a model, prompts and answers of this text. */
    public static EvaluationPart hostile(String text, Provenance provenance) {
        return of(text, List.of(text + " 1", text + " 2"), List.of(), provenance);
    }

    private static AbilityCheck check(String method, int edits, double preferred, double kept) {
        return new AbilityCheck(
                method, edits, preferred, preferred, 12.5, kept, OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static EvaluationPart of(
            String model, List<String> prompts, List<AbilityCheck> checks, Provenance provenance) {
        Map<String, List<ScoredEdit>> edits = new LinkedHashMap<>();
        List<ScoredEdit> rome = new ArrayList<>();
        List<ScoredEdit> tuned = new ArrayList<>();
        List<ScoredEdit> unedited = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            RecordScore before = record(prompts.get(i), false);
            rome.add(ScoredEdit.of(before, record(prompts.get(i), true)));
            tuned.add(ScoredEdit.of(before, record(prompts.get(i), i != 1)));
            unedited.add(ScoredEdit.unedited(before));
        }
        edits.put("rome", rome);
        edits.put("ft-m", tuned);
        MetricTable table = MetricTable.of(
                List.of(
                        new MethodScores("rome", rome),
                        new MethodScores("ft-m", tuned),
                        new MethodScores("unedited", unedited)),
                Resampling.DEFAULT);
        return new EvaluationPart(
                model,
                "each record alone: edited, scored, and taken back",
                table,
                edits,
                checks,
                Map.of("rome", 1.5),
                provenance);
    }

    private static RecordScore record(String prompt, boolean edited) {
        return new RecordScore(
                "id of " + prompt,
                List.of(
                        asked(PromptRole.REWRITE, prompt, edited),
                        asked(PromptRole.PARAPHRASE, "So " + prompt, edited),
                        asked(PromptRole.NEIGHBOUR, "Not " + prompt, false)),
                List.of(),
                List.of());
    }

    private static PromptScore asked(PromptRole role, String prompt, boolean saysNew) {
        AskedPrompt asked = new AskedPrompt(
                role,
                "",
                0,
                true,
                prompt,
                List.of("songs", "hymns"),
                List.of(role == PromptRole.NEIGHBOUR ? "hymns" : "songs"));
        int chosen = saysNew ? 7 : 8;
        return new PromptScore(
                asked,
                List.of(
                        new AnswerScore("songs", List.of(7), List.of(chosen), List.of(saysNew ? LIKELY : UNLIKELY)),
                        new AnswerScore("hymns", List.of(8), List.of(chosen), List.of(saysNew ? UNLIKELY : LIKELY))),
                saysNew ? " songs all day" : " hymns all day",
                List.of(chosen, 9, 10));
    }
}
