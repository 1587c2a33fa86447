package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.Prompt;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.TinyModels;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherSubjectsTest {

    private static final Prompt PROMPT = Prompt.of("in abc is", "abc");

    private final Tokenizer tokenizer = new LetterTokenizer(TinyModels.VOCABULARY);

    private List<String> replaced(int samples, String... subjects) {
        TraceSettings settings = new TraceSettings(
                Map.of(),
                TraceMetric.PROBABILITY,
                new Corruption.TokenReplacement(List.of(subjects)),
                samples,
                1,
                TraceSettings.Draws.COMMON,
                TraceSettings.SeveredDraws.ONE);
        TokenSequence tokens = tokenizer.encode(PROMPT.text(), Tokenizer.Bos.NEVER);
        return new OtherSubjects(tokenizer, List.of(subjects), settings)
                        .replacing(
                                PROMPT,
                                Tokenizer.Bos.NEVER,
                                tokens,
                                tokens.covering(PROMPT.subjectStart(), PROMPT.subjectEnd()))
                        .stream()
                        .map(TokenSequence::text)
                        .toList();
    }

    @Test
    void only_other_subjects_of_as_many_tokens_take_the_place() {
        assertThat(replaced(10, "abc", "xy", "xyz", "uvw", "longer"))
                .containsExactlyInAnyOrder("in xyz is", "in uvw is");
    }

    @Test
    void as_many_are_chosen_as_there_are_samples_and_the_same_again() {
        assertThat(replaced(2, "xyz", "uvw", "rst")).hasSize(2).isEqualTo(replaced(2, "xyz", "uvw", "rst"));
    }

    @Test
    void a_prompt_that_no_subject_fits_is_refused() {
        assertThatThrownBy(() -> replaced(1, "abc", "xy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no other of the 2 subjects has the 3 tokens of 'abc'");
    }
}
