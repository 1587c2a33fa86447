package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every text that a byte-level tokenizer is given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ByteLevelLawsTest {

    /** First and last code point of a kind of character: controls with NUL, ASCII, accents, combining, Hebrew, CJK, emoji, the last plane. */
    private static final List<int[]> RANGES = List.of(
            new int[] {0x00, 0x1F},
            new int[] {0x20, 0x7E},
            new int[] {0x20, 0x20},
            new int[] {0xA0, 0x24F},
            new int[] {0x300, 0x36F},
            new int[] {0x590, 0x5FF},
            new int[] {0x2000, 0x206F},
            new int[] {0x4E00, 0x9FFF},
            new int[] {0xE000, 0xFFFF},
            new int[] {0x1F300, 0x1FAFF},
            new int[] {0x10FF00, 0x10FFFF});

    private Tokenizer tokenizer;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        tokenizer = HandwrittenTokenizer.in(directory).open();
    }

    @AfterAll
    void close() {
        tokenizer.close();
    }

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decoding_gives_the_text_back(long seed) {
        String text = randomText(seed);

        assertThat(tokenizer.decode(tokenizer.encode(text).ids())).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tokens_lie_in_order_and_cover_every_character(long seed) {
        TokenSequence tokens = tokenizer.encode(randomText(seed));

        int start = 0;
        int end = 0;
        for (Token token : tokens.tokens()) {
            assertThat(token.start()).as("start of %s", token).isBetween(start, end);
            assertThat(token.end()).as("end of %s", token).isGreaterThanOrEqualTo(end);
            start = token.start();
            end = token.end();
        }
        assertThat(end).isEqualTo(tokens.text().length());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void no_offset_lies_inside_a_surrogate_pair(long seed) {
        TokenSequence tokens = tokenizer.encode(randomText(seed));

        for (Token token : tokens.tokens()) {
            assertThat(isBoundary(tokens.text(), token.start()))
                    .as("start of %s", token)
                    .isTrue();
            assertThat(isBoundary(tokens.text(), token.end()))
                    .as("end of %s", token)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_token_on_its_own_shows_the_characters_that_it_covers(long seed) {
        TokenSequence tokens = tokenizer.encode(randomText(seed));

        for (Token token : tokens.tokens()) {
            if (token.text().indexOf('\uFFFD') < 0) {
                assertThat(token.text()).isEqualTo(tokens.text().substring(token.start(), token.end()));
            }
        }
    }

    private static boolean isBoundary(String text, int offset) {
        return offset == 0
                || offset == text.length()
                || !Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    }

    private static String randomText(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, random.nextInt(40))
                .map(i -> RANGES.get(random.nextInt(RANGES.size()))[0])
                .map(first -> first + random.nextInt(lastOf(first) - first + 1))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int lastOf(int first) {
        return RANGES.stream().filter(range -> range[0] == first).findFirst().orElseThrow()[1];
    }
}
