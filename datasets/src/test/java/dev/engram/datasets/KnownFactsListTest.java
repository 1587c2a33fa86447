package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SharedFolder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The list of facts that the reference traces, as its authors give it. */
class KnownFactsListTest {

    @Test
    void the_reference_s_list_is_read_as_it_is() throws IOException {
        PromptList list = PromptList.read(SharedFolder.require("data", "known_1000.json"), BadRecords.REFUSE);

        assertThat(list.prompts()).hasSize(1209).allSatisfy(listed -> {
            assertThat(listed.attribute()).isPresent();
            assertThat(listed.foil()).isEmpty();
        });
        assertThat(list.prompts())
                .filteredOn(listed -> listed.prompt().subjectStart() == 0)
                .hasSize(1004);
        assertThat(list.subjects()).hasSize(1195);
        assertThat(list.prompts().get(0).prompt().text()).isEqualTo("Vinson Massif is located in the continent of");
    }

    @Test
    void a_list_of_facts_to_edit_is_read_as_it_is() throws IOException {
        PromptList list =
                PromptList.read(SharedFolder.require("data", "counterfact-easyedit-3000.json"), BadRecords.REFUSE);

        assertThat(list.prompts()).hasSize(3000).allSatisfy(listed -> {
            assertThat(listed.attribute()).isPresent();
            assertThat(listed.foil()).isPresent();
        });
        assertThat(list.prompts().get(2).id()).isEqualTo("4");
    }
}
