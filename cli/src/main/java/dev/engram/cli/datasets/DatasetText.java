package dev.engram.cli.datasets;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Prompt;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.DatasetEntry;
import dev.engram.datasets.benchmark.Probe;
import dev.engram.datasets.benchmark.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A record of a data set, to be read. */
final class DatasetText {

    private static final String INDENT = "  ";
    private static final String ARROW = " → ";

    private DatasetText() {}

    static List<String> lines(DatasetEntry entry) {
        List<String> lines = new ArrayList<>();
        if (entry instanceof DatasetEntry.Traced traced) {
            add(lines, marked(traced.listed().prompt()) + answer(traced.listed().attribute()));
            traced.listed().foil().ifPresent(foil -> add(lines, "foil: " + foil));
        } else if (entry instanceof DatasetEntry.Edited edited) {
            addRecord(lines, edited.record());
        }
        return lines;
    }

    private static void addRecord(List<String> lines, BenchmarkRecord record) {
        for (EditCase edit : record.edits()) {
            addEdit(lines, edit);
        }
        String title = "";
        for (Probe probe : record.probes()) {
            title = addProbe(lines, probe, title);
        }
        addTexts(lines, "openings", record.openings());
        record.targetIds().ifPresent(ids -> add(lines, "ids: relation " + ids.relation() + ", object " + ids.object()));
    }

    private static void addEdit(List<String> lines, EditCase edit) {
        String before =
                edit.oldAnswer().map(answer -> " (before: " + answer + ")").orElse("");
        add(lines, marked(edit.rewrite().prompt()) + ARROW + edit.rewrite().target() + before);
        addTexts(lines, "paraphrases", edit.paraphrases());
        addTexts(
                lines,
                "neighbours",
                edit.neighbours().stream()
                        .map(neighbour -> neighbour.prompt() + answer(neighbour.answer()))
                        .toList());
    }

    /**
     * Adds a test, under the title of the one before if it is a question of the same sort.
     *
     * @return the title that the next may stand under, or an empty text
     */
    private static String addProbe(List<String> lines, Probe probe, String titleBefore) {
        boolean single = probe.questions().size() == 1 && probe.conditions().isEmpty();
        String group = probe.group().isEmpty() ? "" : ", " + probe.group();
        String need = probe.questions().size() == 1 ? "" : ": " + probe.need().label() + " of";
        String title = probe.kind().label() + group + need;
        List<String> questions =
                probe.questions().stream().map(DatasetText::text).toList();
        if (single && title.equals(titleBefore)) {
            addIndented(lines, questions);
        } else {
            addTexts(lines, title, questions);
        }
        addTexts(
                lines,
                INDENT + "counts if the model knows before the edit",
                probe.conditions().stream()
                        .map(question -> INDENT + text(question))
                        .toList());
        return single ? title : "";
    }

    private static String text(Question question) {
        return question.prompt() + (question.answers().isEmpty() ? "" : ARROW + String.join(" | ", question.answers()));
    }

    private static void addTexts(List<String> lines, String title, List<String> texts) {
        if (!texts.isEmpty()) {
            add(lines, title);
            addIndented(lines, texts);
        }
    }

    private static void addIndented(List<String> lines, List<String> texts) {
        texts.forEach(text -> add(lines, INDENT + text));
    }

    /** Line breaks are shown as what JSON has for them. */
    private static void add(List<String> lines, String line) {
        lines.add(line.replace("\r", "\\r").replace("\n", "\\n"));
    }

    private static String answer(Optional<String> answer) {
        return answer.map(text -> ARROW + text).orElse("");
    }

    private static String marked(Prompt prompt) {
        String text = prompt.text();
        return text.substring(0, prompt.subjectStart()) + "[" + prompt.subject() + "]"
                + text.substring(prompt.subjectEnd());
    }
}
