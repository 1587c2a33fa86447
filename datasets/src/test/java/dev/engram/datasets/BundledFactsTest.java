package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundledFactsTest {

    private final BundledFacts bundled = BundledFacts.load();

    @Test
    void there_are_many_facts_of_many_kinds() {
        assertThat(bundled.facts()).hasSizeGreaterThanOrEqualTo(1500);
        assertThat(bundled.relations())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(relation -> assertThat(bundled.facts())
                        .filteredOn(fact -> fact.relation().equals(relation.name()))
                        .hasSizeGreaterThanOrEqualTo(80));
    }

    @Test
    void a_subject_has_one_object_in_a_relation() {
        Set<List<String>> seen = new HashSet<>();
        assertThat(bundled.facts())
                .allSatisfy(fact -> assertThat(seen.add(List.of(fact.relation(), fact.subject())))
                        .as(fact.toString())
                        .isTrue());
    }

    /** An object that stands in its subject could be copied, and a trace of it would say nothing of where facts are. */
    @Test
    void no_object_can_be_read_off_its_subject() {
        assertThat(bundled.facts()).allSatisfy(fact -> {
            assertThat(fact.subject()).doesNotContain(fact.object());
            assertThat(fact.object()).doesNotContain(fact.subject());
        });
    }

    @Test
    void texts_are_plain() {
        assertThat(bundled.facts()).allSatisfy(fact -> {
            assertThat(fact.subject())
                    .matches("[A-Za-z0-9][A-Za-z0-9 .,'&-]*")
                    .isEqualTo(fact.subject().strip());
            assertThat(fact.object())
                    .matches("[A-Za-z][A-Za-z .'-]*")
                    .isEqualTo(fact.object().strip());
        });
    }

    @Test
    void every_relation_has_templates_of_both_uses_and_none_of_both() {
        Set<Template> all = new HashSet<>();
        assertThat(bundled.relations()).allSatisfy(relation -> {
            assertThat(relation.trainingTemplates()).hasSizeGreaterThanOrEqualTo(5);
            assertThat(relation.heldOutTemplates()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(all).doesNotContainAnyElementsOf(relation.trainingTemplates());
            all.addAll(relation.trainingTemplates());
            assertThat(all).doesNotContainAnyElementsOf(relation.heldOutTemplates());
            all.addAll(relation.heldOutTemplates());
        });
    }

    @Test
    void a_template_is_filled_where_its_blank_is() {
        Prompt prompt = new Template("In {}, people speak").fill("In");

        assertThat(prompt).isEqualTo(new Prompt("In In, people speak", "In", 3));
    }

    @Test
    void a_template_needs_one_blank() {
        assertThatThrownBy(() -> new Template("The capital is")).hasMessageContaining("once");
        assertThatThrownBy(() -> new Template("{} and {}")).hasMessageContaining("once");
    }

    @Test
    void a_relation_of_a_foreign_fact_is_refused() {
        assertThatThrownBy(() -> bundled.relationOf(new Fact("shoe size", "Ada", "36")))
                .hasMessageContaining("shoe size")
                .hasMessageContaining("capital");
    }
}
