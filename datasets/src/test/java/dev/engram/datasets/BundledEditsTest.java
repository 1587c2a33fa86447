package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.testing.SeededCases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BundledEditsTest {

    private static final BundledFacts BUNDLED = BundledFacts.load();
    private static final int ALL = BUNDLED.facts().size();
    private static final int SOME = 300;

    private static final Map<String, Fact> FACTS = BUNDLED.facts().stream()
            .collect(Collectors.toUnmodifiableMap(fact -> fact.relation() + "/" + fact.subject(), fact -> fact));

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_same_seed_gives_the_same_cases_and_fewer_are_the_first_of_more(long seed) {
        List<EditCase> cases = BundledEdits.cases(BUNDLED, 50, seed);

        assertThat(BundledEdits.cases(BundledFacts.load(), 50, seed)).isEqualTo(cases);
        assertThat(BundledEdits.cases(BUNDLED, 20, seed)).isEqualTo(cases.subList(0, 20));
        assertThat(BundledEdits.cases(BUNDLED, 50, seed + 1)).isNotEqualTo(cases);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_fact_can_be_a_case_and_is_one_once(long seed) {
        assertThat(BundledEdits.cases(BUNDLED, ALL, seed))
                .extracting(EditCase::id)
                .containsExactlyInAnyOrderElementsOf(FACTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void besides_others_a_case_keeps_the_neighbours_that_none_of_them_edits(long seed) {
        List<EditCase> cases = BundledEdits.cases(BUNDLED, SOME, seed);
        Set<String> edited =
                cases.stream().map(edit -> edit.rewrite().prompt().text()).collect(Collectors.toSet());

        for (EditCase edit : cases) {
            EditCase besides = edit.besides(cases);

            assertThat(besides.neighbours())
                    .isSubsetOf(edit.neighbours())
                    .noneMatch(left -> edited.contains(left.prompt()));
            assertThat(edit.neighbours())
                    .filteredOn(neighbour -> !besides.neighbours().contains(neighbour))
                    .allMatch(left -> edited.contains(left.prompt()));
            assertThat(edit.besides(List.of(edit))).isEqualTo(edit);
        }
        assertThat(cases.stream().filter(edit -> !edit.besides(cases).equals(edit)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_case_asks_as_its_relation_does(long seed) {
        assertThat(BundledEdits.cases(BUNDLED, SOME, seed)).allSatisfy(edit -> {
            Fact fact = fact(edit);
            Relation relation = BUNDLED.relationOf(fact);
            assertThat(edit.rewrite().template())
                    .isEqualTo(relation.trainingTemplates().get(0));
            assertThat(edit.rewrite().subject()).isEqualTo(fact.subject());
            assertThat(edit.oldAnswer()).contains(fact.object());
            assertThat(edit.paraphrases())
                    .hasSameSizeAs(relation.heldOutTemplates())
                    .doesNotContain(edit.rewrite().prompt().text())
                    .allSatisfy(
                            text -> assertThat(text).contains(fact.subject()).doesNotContain("{}"));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_target_is_another_object_of_the_relation_that_no_text_gives_away(long seed) {
        Map<String, Set<String>> objects = BUNDLED.facts().stream()
                .collect(Collectors.groupingBy(
                        Fact::relation, Collectors.mapping(Fact::object, Collectors.toUnmodifiableSet())));

        assertThat(BundledEdits.cases(BUNDLED, SOME, seed)).allSatisfy(edit -> {
            Fact fact = fact(edit);
            String target = edit.rewrite().target();
            assertThat(objects.get(fact.relation())).contains(target);
            assertThat(fact.object()).doesNotContain(target);
            assertThat(target).doesNotContain(fact.object()).doesNotContain(fact.subject());
            assertThat(edit.rewrite().prompt().text()).doesNotContain(target);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neighbours_are_true_facts_of_the_relation_about_other_subjects(long seed) {
        Map<String, Map<Neighbour, Fact>> asked = new HashMap<>();
        BUNDLED.facts()
                .forEach(fact -> asked.computeIfAbsent(fact.relation(), name -> new HashMap<>())
                        .put(neighbour(fact), fact));

        assertThat(BundledEdits.cases(BUNDLED, SOME, seed)).allSatisfy(edit -> {
            Fact fact = fact(edit);
            assertThat(edit.neighbours())
                    .hasSize(10)
                    .doesNotHaveDuplicates()
                    .doesNotContain(neighbour(fact))
                    .allSatisfy(neighbour -> {
                        assertThat(asked.get(fact.relation())).containsKey(neighbour);
                        assertThat(neighbour.answer())
                                .isNotEqualTo(Optional.of(edit.rewrite().target()));
                    });
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neighbours_with_the_same_object_come_first(long seed) {
        assertThat(BundledEdits.cases(BUNDLED, SOME, seed)).allSatisfy(edit -> {
            Fact fact = fact(edit);
            int alike = (int) BUNDLED.facts().stream()
                    .filter(other -> other.relation().equals(fact.relation())
                            && other.object().equals(fact.object())
                            && !other.equals(fact))
                    .limit(10)
                    .count();
            assertThat(edit.neighbours().subList(0, alike))
                    .allSatisfy(neighbour -> assertThat(neighbour.answer()).contains(fact.object()));
            assertThat(edit.neighbours().subList(alike, 10))
                    .allSatisfy(neighbour -> assertThat(neighbour.answer()).isNotEqualTo(edit.oldAnswer()));
        });
    }

    /** Lee Morgan may not get the organ, which is in his name, nor the trumpets, which have his trumpet in them. */
    @ParameterizedTest
    @MethodSource("seeds")
    void an_object_that_can_be_read_off_is_no_target(long seed) {
        BundledFacts facts = instruments("Lee Morgan", "trumpet", "Ada", "organ", "Bob", "trumpets", "Eve", "piano");

        assertThat(BundledEdits.cases(facts, 4, seed))
                .filteredOn(edit -> edit.rewrite().subject().equals("Lee Morgan"))
                .extracting(edit -> edit.rewrite().target())
                .containsExactly("piano");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void who_has_the_target_for_an_object_is_no_neighbour(long seed) {
        BundledFacts facts =
                instruments("Ada", "organ", "Bob", "organ", "Eve", "piano", "Jan", "piano", "Zoe", "piano");

        assertThat(BundledEdits.cases(facts, 5, seed))
                .filteredOn(edit -> edit.rewrite().subject().equals("Eve"))
                .singleElement()
                .satisfies(edit -> assertThat(edit.neighbours())
                        .containsExactlyInAnyOrder(
                                new Neighbour("Jan plays the", Optional.of("piano")),
                                new Neighbour("Zoe plays the", Optional.of("piano"))));
    }

    @Test
    void a_case_in_full() {
        EditCase edit = BundledEdits.cases(BUNDLED, ALL, 1).stream()
                .filter(one -> one.id().equals("capital/France"))
                .findFirst()
                .orElseThrow();

        assertThat(edit.rewrite().prompt().text()).isEqualTo("The capital of France is");
        assertThat(edit.oldAnswer()).contains("Paris");
        assertThat(edit.paraphrases())
                .containsExactly(
                        "The name of the capital of France is",
                        "France's capital is the city of",
                        "In France, the capital is");
    }

    @Test
    void targets_and_neighbours_are_drawn_from_all_there_are() {
        List<EditCase> cases = BundledEdits.cases(BUNDLED, ALL, 1);

        assertThat(cases.stream()
                        .filter(edit -> edit.id().startsWith("continent/"))
                        .map(edit -> edit.rewrite().target()))
                .contains("Africa", "Asia", "Europe", "Oceania");
        assertThat(cases.stream()
                        .filter(edit -> edit.id().startsWith("capital/"))
                        .flatMap(edit -> edit.neighbours().stream())
                        .distinct())
                .hasSizeGreaterThan(150);
    }

    @Test
    void more_cases_than_facts_are_refused() {
        assertThat(BundledEdits.cases(BUNDLED, 0, 1)).isEmpty();
        assertThatThrownBy(() -> BundledEdits.cases(BUNDLED, ALL + 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no " + (ALL + 1) + " cases to edit; the project has " + ALL + " facts");
        assertThatThrownBy(() -> BundledEdits.cases(BUNDLED, -1, 1)).hasMessageContaining("no -1 cases");
    }

    private static Fact fact(EditCase edit) {
        return Objects.requireNonNull(FACTS.get(edit.id()), edit.id());
    }

    private static BundledFacts instruments(String... subjectsAndObjects) {
        Relation relation = new Relation(
                "instrument",
                List.of(new Template("{} plays the")),
                List.of(new Template("The instrument of {} is the")));
        List<Fact> facts = IntStream.range(0, subjectsAndObjects.length / 2)
                .mapToObj(i -> new Fact("instrument", subjectsAndObjects[2 * i], subjectsAndObjects[2 * i + 1]))
                .toList();
        return new BundledFacts(Map.of("instrument", relation), facts);
    }

    private static Neighbour neighbour(Fact fact) {
        Template plainest = BUNDLED.relationOf(fact).trainingTemplates().get(0);
        return new Neighbour(plainest.fill(fact.subject()).text(), Optional.of(fact.object()));
    }
}
