package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first 3,000 records of CounterFact as EasyEdit has them. */
class CounterFactListTest {

    /** No prompt of it has its subject twice, so that the rule against this costs nothing. */
    @Test
    void all_records_are_read() throws IOException {
        EditList list =
                EditList.read(SharedFolder.require("data", "counterfact-easyedit-3000.json"), BadRecords.REFUSE);

        assertThat(list.cases()).hasSize(3000).allSatisfy(edit -> {
            assertThat(edit.paraphrases())
                    .singleElement()
                    .satisfies(text -> assertThat(text).contains(edit.rewrite().subject()));
            assertThat(edit.neighbours())
                    .singleElement()
                    .satisfies(neighbour -> assertThat(neighbour.answer()).isEqualTo(edit.oldAnswer()));
            assertThat(edit.oldAnswer())
                    .isPresent()
                    .isNotEqualTo(Optional.of(edit.rewrite().target()));
        });
        assertThat(list.cases().get(2))
                .isEqualTo(new EditCase(
                        "4",
                        new Rewrite(new Template("What is the twin city of {}? It is"), "Lyon", "Manila"),
                        Optional.of("Beirut"),
                        List.of("People in Lyon's twin city speak the language of"),
                        List.of(new Neighbour("The twin city of Trieste is", Optional.of("Beirut")))));
    }

    @Test
    void its_prompts_to_trace_and_to_edit_are_the_same() throws IOException {
        var file = SharedFolder.require("data", "counterfact-easyedit-3000.json");

        assertThat(EditList.read(file, BadRecords.REFUSE).cases())
                .extracting(edit -> edit.rewrite().prompt())
                .isEqualTo(PromptList.read(file, BadRecords.REFUSE).prompts().stream()
                        .map(ListedPrompt::prompt)
                        .toList());
    }
}
