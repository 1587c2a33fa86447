package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RippleStatementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOTHER | The name of the mother of A B is C D.",
                "PLACE_OF_BIRTH | The place of birth of A B is C D.",
                "SEX_OR_GENDER | The gender of A B is C D.",
                "SIBLING | The names of the siblings of A B are C D.",
                "CAST_MEMBER | The names of the cast members of A B are C D.",
                "NUMBER_OF_CHILDREN | The number of children A B has is C D.",
                "POSITION_HELD | The name of the position held by A B is C D.",
                "NATIVE_LANGUAGE | The mother tongue of A B is C D.",
                "CAPITAL | The name of the capital city of A B is C D.",
                "CAPITAL_OF | The name of the country which A B is the capital of is C D.",
                "COUNTRY | The name of the country which A B is associated with is C D.",
                "RELIGION | The name of the religion which A B is associated with is C D.",
                "ETHNIC_GROUP | The name of the ethnic group which A B is associated with is C D.",
                "CONTINENT | The name of the continent which A B is part of is C D.",
                "CURRENCY | The name of the currency in A B is C D.",
                "AWARD_RECEIVED | The name of the award A B won is C D.",
                "LEAGUE | The name of the league which A B plays in is C D.",
                "MEMBER_OF_SPORTS_TEAM | The name of the sports team which A B is a member of is C D.",
                "FOLLOWS | A B follows C D.",
                "FOLLOWED_BY | A B is followed by C D."
            })
    void subject_and_object_are_found_whatever_the_relation(String relation, String statement) {
        RippleStatement parted = parted(statement, relation, Set.of(), Optional.empty());

        assertThat(parted.rewrite().subject()).isEqualTo("A B");
        assertThat(parted.rewrite().target()).isEqualTo("C D");
        assertThat(parted.rewrite().prompt().text() + " C D.").isEqualTo(statement);
    }

    @Test
    void a_name_with_the_wording_in_it_is_told_by_queries_about_it() {
        String statement = "The name of the composer of What is Love is Bo.";

        assertThat(parted(statement, "COMPOSER", Set.of("What is Love"), Optional.empty())
                        .rewrite()
                        .subject())
                .isEqualTo("What is Love");
        assertThat(parted(statement, "COMPOSER", Set.of(), Optional.empty())
                        .rewrite()
                        .subject())
                .isEqualTo("What");
    }

    @Test
    void else_by_the_fact_before_the_edit() {
        RippleStatement subject = parted(
                "The name of the composer of What is Love is Bo.",
                "COMPOSER",
                Set.of(),
                Optional.of("The name of the composer of What is Love is Cy."));
        RippleStatement object = parted(
                "The name of the author of Brand is This is I.",
                "AUTHOR",
                Set.of(),
                Optional.of("The name of the author of Brand is Henrik Ibsen."));

        assertThat(subject.rewrite().subject()).isEqualTo("What is Love");
        assertThat(subject.objectOf("The name of the composer of What is Love is Cy."))
                .contains("Cy");
        assertThat(object.rewrite().target()).isEqualTo("This is I");
    }

    @Test
    void a_text_of_another_wording_is_no_statement() {
        assertThat(RippleStatement.of("A is B.", RippleRelation.of("MOTHER"), Set.of(), Optional.empty()))
                .isEmpty();
        assertThat(RippleStatement.of(
                        "The name of the mother of A was B.", RippleRelation.of("MOTHER"), Set.of(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_query_ends_with_its_wording() {
        assertThat(RippleRelation.of("MOTHER").subjectOfQuery("The name of the mother of Ane Berg is"))
                .contains("Ane Berg");
        assertThat(RippleRelation.of("MOTHER").subjectOfQuery("The name of the mother of Ane Berg is Liv"))
                .isEmpty();
        assertThat(RippleRelation.of("CONTINENT").subjectOfQuery("The name of the continent which Chad is part of is"))
                .contains("Chad");
        assertThat(RippleRelation.of("MOTHER").subjectOfQuery("A sentence is")).isEmpty();
    }

    private static RippleStatement parted(
            String statement, String relation, Set<String> subjects, Optional<String> original) {
        return RippleStatement.of(statement, RippleRelation.of(relation), subjects, original)
                .orElseThrow();
    }
}
