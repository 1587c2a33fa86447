package dev.engram.eval.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.eval.study.StudiedFact.Outcome;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.Resampling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudySummaryTest {

    private static StudySummary summary(List<StudiedFact> facts) {
        return StudySummary.of("rome", RestoredState.HIDDEN, facts, Resampling.DEFAULT);
    }

    @Test
    void facts_that_are_apart_are_counted_and_change_nothing() {
        List<StudiedFact> facts = new ArrayList<>(StudiedFacts.five());
        facts.add(StudiedFacts.apart(5, Outcome.WRONG));
        facts.add(StudiedFacts.apart(6, Outcome.NO_EFFECT));
        facts.add(StudiedFacts.apart(7, Outcome.WRONG));

        StudySummary summary = summary(facts);

        assertThat(summary.count(Outcome.STUDIED)).isEqualTo(5);
        assertThat(summary.count(Outcome.WRONG)).isEqualTo(2);
        assertThat(summary.count(Outcome.FAILED)).isZero();
        assertThat(summary.relations()).isEqualTo(summary(StudiedFacts.five()).relations());
    }

    @Test
    void each_measure_of_tracing_is_held_against_each_of_success_that_there_is() {
        assertThat(summary(StudiedFacts.five()).relations())
                .extracting(relation ->
                        relation.effect().label() + ", " + relation.success().label())
                .containsExactly(
                        "last subject token, rewrite score",
                        "last subject token, paraphrase score",
                        "largest of the subject, rewrite score",
                        "largest of the subject, paraphrase score");
    }

    @Test
    void the_finding_says_in_plain_words_what_the_intervals_allow() {
        assertThat(summary(StudiedFacts.five()).finding())
                .startsWith(
                        "Over 5 facts and 3 layers, restoring the hidden state at the last subject token brings back most in layer 4: "
                                + "54.0 % of what the corruption takes (95 % interval ")
                .contains("Editing by ROME succeeds best in layer 2, with a rewrite score of 0.76 (95 % interval ")
                .contains(
                        "Facts that are each edited in their own layer of the largest effect reach 0.24, 0.52 less than in that one layer"
                                + " for all (95 % interval ")
                .contains(
                        "The layer alone explains 69.8 % of the variance of the rewrite score, the tracing effect alone 19.1 %; beyond the"
                                + " layer the effect adds 6.6 %, no more than effects do that are exchanged among the facts at random (up to ")
                .contains(
                        "Within a fact, effect and success correlate over the layers with −0.42 in the mean (95 % interval ")
                .endsWith("With so few facts the intervals are too narrow.");
    }

    @Test
    void the_finding_of_one_fact_claims_nothing_of_others() {
        assertThat(summary(StudiedFacts.five().subList(0, 1)).finding())
                .startsWith("Over 1 fact and 3 layers")
                .contains("; no other layer is told apart from it. Editing")
                .contains("leave nothing to explain")
                .doesNotContain("interval ");
    }

    @Test
    void windows_of_modules_are_named_by_their_centre() {
        assertThat(StudySummary.of("memit", RestoredState.MLP, StudiedFacts.five(), Resampling.DEFAULT)
                        .finding())
                .contains("restoring MLP outputs at the last subject token brings back most in centre layer 4")
                .contains("Editing by MEMIT succeeds best in layer 2");
    }

    @Test
    void without_a_studied_fact_nothing_is_compared() {
        StudySummary none = summary(List.of(StudiedFacts.apart(0, Outcome.FAILED)));

        assertThat(none.main()).isEmpty();
        assertThat(none.finding()).isEqualTo("No fact was both traced and edited, so there is nothing to compare.");
    }
}
