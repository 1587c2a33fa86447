package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.ListedPrompt;
import dev.engram.datasets.PromptLine;
import java.util.List;
import java.util.Optional;

/** What a data set has many of: a prompt to trace, or a record of edits. */
public sealed interface DatasetEntry {

    /** What names it among the data set's. */
    String id();

    /** It in the project's own form: a JSON object on one line, without a line break at its end. */
    String line();

    /** What a model says to its prompts that knows its facts as they are before any edit; empty where one of the answers is not stated. */
    List<Question> knowledge();

    /** A prompt to trace. */
    record Traced(ListedPrompt listed) implements DatasetEntry {

        @Override
        public String id() {
            return listed.id();
        }

        @Override
        public String line() {
            return PromptLine.of(listed);
        }

        @Override
        public List<Question> knowledge() {
            return listed.attribute()
                    .map(attribute -> List.of(new Question(listed.prompt().text(), List.of(attribute))))
                    .orElse(List.of());
        }
    }

    /** A record of edits; what it knows are the old answers of all of them. */
    record Edited(BenchmarkRecord record) implements DatasetEntry {

        @Override
        public String id() {
            return record.id();
        }

        @Override
        public String line() {
            return EngramLine.of(record);
        }

        @Override
        public List<Question> knowledge() {
            List<Question> known = record.edits().stream()
                    .map(Edited::known)
                    .flatMap(Optional::stream)
                    .toList();
            return known.size() == record.edits().size() ? known : List.of();
        }

        private static Optional<Question> known(EditCase edit) {
            return edit.oldAnswer()
                    .map(answer -> new Question(edit.rewrite().prompt().text(), List.of(answer)));
        }
    }
}
