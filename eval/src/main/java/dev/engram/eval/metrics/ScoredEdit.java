package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.RecordScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model says to all that a record asks before its edit and after, held against each other. Immutable. */
public final class ScoredEdit {

    private final RecordScore after;
    private final List<PromptPair> prompts;

    private ScoredEdit(RecordScore after, List<PromptPair> prompts) {
        this.after = after;
        this.prompts = prompts;
    }

    /**
     * An edit of a record.
     *
     * @throws IllegalArgumentException if the two are of different records, or were asked different prompts or answers
     */
    public static ScoredEdit of(RecordScore before, RecordScore after) {
        if (!before.id().equals(after.id())) {
            throw new IllegalArgumentException(
                    "the record " + before.id() + " before the edit, and " + after.id() + " after it");
        }
        if (before.prompts().size() != after.prompts().size()) {
            throw new IllegalArgumentException("the record " + before.id() + " was asked "
                    + before.prompts().size() + " prompts before the edit and "
                    + after.prompts().size() + " after it");
        }
        List<PromptPair> prompts = new ArrayList<>();
        for (int i = 0; i < before.prompts().size(); i++) {
            prompts.add(new PromptPair(before.prompts().get(i), after.prompts().get(i)));
        }
        return new ScoredEdit(after, List.copyOf(prompts));
    }

    /** No edit at all: the model says the same as before. */
    public static ScoredEdit unedited(RecordScore score) {
        return of(score, score);
    }

    /** The record's. */
    public String id() {
        return after.id();
    }

    /** What the model says with the edit. */
    public RecordScore after() {
        return after;
    }

    /** All prompts, in the record's order. */
    public List<PromptPair> prompts() {
        return prompts;
    }

    /** Those asked for one reason. */
    public List<PromptPair> prompts(PromptRole role) {
        return prompts.stream().filter(pair -> pair.asked().role() == role).toList();
    }

    /** The record's tests of a sort, whether or not they count. */
    public List<EditTest> tests(PromptRole role, String group) {
        Map<Integer, List<PromptPair>> questions = new LinkedHashMap<>();
        for (PromptPair pair : prompts(role)) {
            if (pair.asked().group().equals(group)) {
                questions
                        .computeIfAbsent(pair.asked().test(), number -> new ArrayList<>())
                        .add(pair);
            }
        }
        List<PromptPair> conditions = prompts(PromptRole.CONDITION);
        List<EditTest> tests = new ArrayList<>();
        questions.forEach((number, asked) -> tests.add(new EditTest(
                asked,
                conditions.stream()
                        .filter(condition -> condition.asked().test() == number)
                        .toList())));
        return tests;
    }
}
