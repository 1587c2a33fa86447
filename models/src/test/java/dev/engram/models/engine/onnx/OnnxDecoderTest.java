package dev.engram.models.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.engine.WholeDecoder.GrowingSequence;
import dev.engram.models.engine.WholeDecoder.PositionLogits;
import dev.engram.models.onnx.TinyGraphs;
import dev.engram.models.weights.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxDecoderTest {

    private static final int CONTEXT = 16;

    @TempDir
    private Path folder;

    static Stream<TinyGraphs.Traits> traits() {
        List<Boolean> both = List.of(false, true);
        return both.stream()
                .flatMap(past -> both.stream()
                        .flatMap(positions -> both.stream().map(half -> new TinyGraphs.Traits(past, positions, half))));
    }

    @ParameterizedTest
    @MethodSource("traits")
    void a_batch_of_unequal_texts_has_the_logits_of_each(TinyGraphs.Traits traits) throws IOException {
        List<List<Integer>> batch = List.of(List.of(1, 2, 4), List.of(3), List.of(2, 2));
        try (OnnxDecoder decoder = open(TinyGraphs.write(folder.resolve("model.onnx"), traits))) {
            PositionLogits logits = decoder.run(batch);

            for (int text = 0; text < batch.size(); text++) {
                for (int position = 0; position < batch.get(text).size(); position++) {
                    assertThat(logits.at(text, position))
                            .isEqualTo(TinyGraphs.logits(batch.get(text).subList(0, position + 1), traits.positions()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("traits")
    void a_text_that_grows_has_the_logits_of_all_of_it(TinyGraphs.Traits traits) throws IOException {
        try (OnnxDecoder decoder = open(TinyGraphs.write(folder.resolve("model.onnx"), traits));
                GrowingSequence text = decoder.begin()) {
            assertThat(text.extend(List.of(1, 3))).isEqualTo(TinyGraphs.logits(List.of(1, 3), traits.positions()));
            assertThat(text.extend(List.of(4))).isEqualTo(TinyGraphs.logits(List.of(1, 3, 4), traits.positions()));
            assertThat(text.extend(List.of(2))).isEqualTo(TinyGraphs.logits(List.of(1, 3, 4, 2), traits.positions()));
        }
    }

    @Test
    void two_texts_grow_side_by_side() throws IOException {
        TinyGraphs.Traits traits = new TinyGraphs.Traits(true, true, false);
        try (OnnxDecoder decoder = open(TinyGraphs.write(folder.resolve("model.onnx"), traits));
                GrowingSequence one = decoder.begin();
                GrowingSequence other = decoder.begin()) {
            one.extend(List.of(1));
            other.extend(List.of(4, 4));

            assertThat(one.extend(List.of(2))).isEqualTo(TinyGraphs.logits(List.of(1, 2), true));
            assertThat(other.extend(List.of(0))).isEqualTo(TinyGraphs.logits(List.of(4, 4, 0), true));
        }
    }

    // --- bad input

    @Test
    void a_graph_that_is_no_decoder_is_refused_with_what_it_has() throws IOException {
        Path file = TinyGraphs.withoutIds(folder.resolve("model.onnx"));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": has no input 'input_ids' (token ids), so it is no decoder of text; its inputs are"
                        + " pixel_values");
    }

    @Test
    void a_decoder_that_asks_for_something_else_is_refused() throws IOException {
        Path file = TinyGraphs.withUnknownInput(folder.resolve("model.onnx"));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        file + ": asks for the input 'encoder_hidden_states', which a decoder of text does not have");
    }

    @Test
    void an_operator_that_there_is_not_is_named() throws IOException {
        Path file = TinyGraphs.withUnknownOperator(folder.resolve("model.onnx"));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": ONNX Runtime cannot run this graph: ")
                .hasMessageContaining("FlyingCarpet");
    }

    @Test
    void a_version_of_the_operators_that_there_is_not_is_named() throws IOException {
        Path file = TinyGraphs.withOperatorSet(folder.resolve("model.onnx"), 999);

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": ONNX Runtime cannot run this graph: ")
                .hasMessageContaining("999");
    }

    @Test
    void a_damaged_file_is_refused() throws IOException {
        byte[] bytes = TinyGraphs.bytes();
        Path file = Files.write(folder.resolve("model.onnx"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private static OnnxDecoder open(Path file) throws IOException {
        return OnnxDecoder.open(file, TinyGraphs.VOCABULARY, CONTEXT);
    }
}
