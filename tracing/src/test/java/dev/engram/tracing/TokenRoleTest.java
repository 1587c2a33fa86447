package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.text.TokenSpan;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenRoleTest {

    private static final TokenSpan SUBJECT = new TokenSpan(2, 6);

    @Test
    void every_position_has_the_role_of_the_papers_figure() {
        List<TokenRole> roles = IntStream.range(0, 10)
                .mapToObj(position -> TokenRole.of(position, SUBJECT, 10))
                .toList();

        assertThat(roles)
                .containsExactly(
                        TokenRole.BEFORE_SUBJECT,
                        TokenRole.BEFORE_SUBJECT,
                        TokenRole.FIRST_SUBJECT,
                        TokenRole.MIDDLE_SUBJECT,
                        TokenRole.MIDDLE_SUBJECT,
                        TokenRole.LAST_SUBJECT,
                        TokenRole.FIRST_SUBSEQUENT,
                        TokenRole.FURTHER,
                        TokenRole.FURTHER,
                        TokenRole.LAST);
    }

    @Test
    void short_subjects_and_prompts_keep_the_roles_that_decide() {
        assertThat(TokenRole.of(0, new TokenSpan(0, 1), 3)).isEqualTo(TokenRole.LAST_SUBJECT);
        assertThat(TokenRole.of(1, new TokenSpan(0, 1), 2)).isEqualTo(TokenRole.LAST);
        assertThat(TokenRole.of(2, new TokenSpan(1, 3), 3)).isEqualTo(TokenRole.LAST_SUBJECT);
    }

    @Test
    void a_position_outside_of_the_prompt_is_refused() {
        assertThatThrownBy(() -> TokenRole.of(3, new TokenSpan(0, 1), 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_subjects_own_roles_are_its_first_middle_and_last_tokens() {
        assertThat(TokenRole.values())
                .filteredOn(TokenRole::ofSubject)
                .containsExactly(TokenRole.FIRST_SUBJECT, TokenRole.MIDDLE_SUBJECT, TokenRole.LAST_SUBJECT);
    }
}
