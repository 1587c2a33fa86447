package dev.engram.datasets.benchmark;

import dev.engram.datasets.RecordFile;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms of benchmarks of edits that are read. */
public enum BenchmarkForm {
    ENGRAM("engram", "Engram's own: plain fields, JSON Lines, JSON or CSV", new EngramForm()),
    COUNTERFACT("counterfact", "CounterFact and multi-CounterFact as their authors give them", new CounterFactForm()),
    EASYEDIT("easyedit", "CounterFact as EasyEdit gives it", new EasyEditForm()),
    ZSRE(
            "zsre",
            "zsRE (MEND's evaluation), edited towards the right answer, as ROME does",
            new ZsreForm(ZsreForm.Reading.ROME)),
    ZSRE_EASYEDIT(
            "zsre-easyedit",
            "the same files, edited towards 'alt', a wrong answer, as EasyEdit does",
            new ZsreForm(ZsreForm.Reading.EASYEDIT)),
    KNOWEDIT("knowedit", "KnowEdit's sets: WikiData recent, ZsRE, WikiBio, WikiData counterfact", new KnowEditForm()),
    MQUAKE("mquake", "MQuAKE: several edits, multi-hop questions", new MquakeForm()),
    RIPPLEEDITS("rippleedits", "RippleEdits: six lists of tests with conditions", new RippleEditsForm());

    /** A record that is bad need not say what the others are. */
    private static final int LOOKED_AT = 20;

    private final String label;
    private final String description;

    // Readers have no state that changes, which their type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final RecordForm reader;

    BenchmarkForm(String label, String description, RecordForm reader) {
        this.label = label;
        this.description = description;
        this.reader = reader;
    }

    /** The name, such as {@code zsre-easyedit}. */
    public String label() {
        return label;
    }

    /** What it is, in a few words. */
    public String description() {
        return description;
    }

    /**
     * The form of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BenchmarkForm named(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + label + "' is no form of benchmarks; there are " + labels()));
    }

    /**
     * The form that a file's first records have. A file whose records cannot be looked at is taken for Engram's own, whose reading says
     * what is wrong with it.
     *
     * @throws RecordListException if it is none, with the keys that were found
     */
    static BenchmarkForm of(RecordFile file) throws IOException {
        List<RecordShape> shapes = RecordShape.ofFirst(LOOKED_AT, file);
        Optional<BenchmarkForm> form = of(shapes);
        if (form.isPresent() || shapes.isEmpty()) {
            return form.orElse(ENGRAM);
        }
        String keys = shapes.get(0).keys().stream()
                .limit(LOOKED_AT)
                .map(key -> "'" + key + "'")
                .collect(Collectors.joining(", "));
        throw file.refuse(
                holdPrompts(shapes)
                        ? "has prompts without new answers (its first record has the keys " + keys
                                + "), which can be traced but not edited"
                        : "is in no form that is known by its keys, which in the first record are " + keys
                                + "; name its form, one of " + labels());
    }

    /** Whether a file has prompts that say nothing of edits. */
    static boolean holdsPrompts(RecordFile file) throws IOException {
        List<RecordShape> shapes = RecordShape.ofFirst(LOOKED_AT, file);
        return of(shapes).isEmpty() && holdPrompts(shapes);
    }

    private static boolean holdPrompts(List<RecordShape> shapes) {
        return shapes.stream()
                .anyMatch(record -> record.has("subject") && (record.has("prompt") || record.has("template")));
    }

    private static Optional<BenchmarkForm> of(List<RecordShape> shapes) {
        return shapes.stream()
                .map(shape -> Arrays.stream(values())
                        .filter(form -> form.reader.recognises(shape))
                        .findFirst())
                .flatMap(Optional::stream)
                .findFirst();
    }

    RecordForm reader() {
        return reader;
    }

    private static String labels() {
        return Arrays.stream(values()).map(BenchmarkForm::label).collect(Collectors.joining(", "));
    }
}
