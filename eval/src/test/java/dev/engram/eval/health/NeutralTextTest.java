package dev.engram.eval.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.LetterTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NeutralTextTest {

    private final SiteModel model = model(4);

    @TempDir
    private Path folder = Path.of("");

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(3);
    }

    private static SiteModel model(long seed) {
        return new TransformerModel(
                new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(TinyModels.any(seed)));
    }

    @AfterEach
    void close() {
        model.close();
    }

    private NeutralText ofFile(String content) throws IOException {
        return NeutralText.ofFile(model, Files.writeString(folder.resolve("neutral.txt"), content));
    }

    private static List<Integer> ids(String text) {
        return text.chars().map(c -> c % TinyModels.VOCABULARY).boxed().toList();
    }

    // --- from a file

    @Test
    void each_line_of_a_file_is_a_text_and_blank_ones_are_none() throws IOException {
        NeutralText neutral = ofFile("\none\r\n  \n\ntwo and more\n");

        assertThat(neutral.texts()).containsExactly(ids("one"), ids("two and more"));
        assertThat(neutral.description()).isEqualTo("neutral.txt");
    }

    @Test
    void the_first_32_texts_are_taken_and_blank_lines_not_counted() throws IOException {
        List<String> lines = IntStream.range(0, 40).mapToObj(i -> "text " + i).toList();

        assertThat(ofFile(String.join("\n\n", lines)).texts())
                .isEqualTo(
                        lines.subList(0, 32).stream().map(NeutralTextTest::ids).toList());
    }

    @Test
    void a_text_longer_than_the_context_is_cut() throws IOException {
        String line = "abcdefghijklmnopqrstuvwxyz";

        assertThat(ofFile(line).texts()).containsExactly(ids(line.substring(0, TinyModels.CONTEXT)));
    }

    @Test
    void texts_that_predict_nothing_are_left_out() throws IOException {
        assertThat(ofFile("a\nbc\nd\n").texts()).containsExactly(ids("bc"));
    }

    @Test
    void a_file_without_a_text_of_two_tokens_is_refused_by_name() {
        for (String content : List.of("", "\n \n", "a\n\nb\n")) {
            assertThatThrownBy(() -> ofFile(content))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a neutral text needs at least two tokens, and neutral.txt has fewer");
        }
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused_by_name() throws IOException {
        Path file = folder.resolve("latin1.txt");
        Files.write(file, "plain\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> NeutralText.ofFile(model, file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not UTF-8; save the text in UTF-8");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path file = folder.resolve("absent.txt");

        assertThatThrownBy(() -> NeutralText.ofFile(model, file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file.toString());
    }

    // --- from the model

    @ParameterizedTest
    @MethodSource("seeds")
    void what_a_model_writes_is_the_same_for_a_seed_and_other_for_another(long seed) {
        try (SiteModel writing = model(seed)) {
            NeutralText neutral = NeutralText.sampled(writing, seed);

            assertThat(NeutralText.sampled(writing, seed)).isEqualTo(neutral);
            assertThat(NeutralText.sampled(writing, seed + 1_000).texts()).isNotEqualTo(neutral.texts());
            assertThat(neutral.description()).endsWith("seed " + seed);
        }
    }

    @Test
    void a_model_writes_twelve_texts_that_begin_with_unlike_words_and_fit_its_context() {
        List<List<Integer>> texts = NeutralText.sampled(model, 1).texts();

        assertThat(texts).hasSize(12).doesNotHaveDuplicates();
        assertThat(texts)
                .allSatisfy(text -> assertThat(text).hasSizeBetween(TinyModels.CONTEXT / 2, TinyModels.CONTEXT));
        assertThat(texts.get(0).subList(0, 3)).isEqualTo(ids("The"));
        assertThat(texts.get(11).subList(0, 3)).isEqualTo(ids("But"));
    }

    // --- by hand

    @Test
    void texts_are_kept_as_they_are() {
        List<Integer> text = new ArrayList<>(List.of(1, 2));
        NeutralText neutral = new NeutralText("by hand", List.of(text, List.of(3), List.of(4, 5, 6)));

        Collections.reverse(text);

        assertThat(neutral.texts()).containsExactly(List.of(1, 2), List.of(4, 5, 6));
    }

    @Test
    void no_text_is_refused() {
        assertThatThrownBy(() -> new NeutralText("by hand", List.of(List.of(7), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("by hand has fewer");
    }
}
