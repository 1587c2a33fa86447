package dev.engram.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.ForwardRequest;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.LogitSelection;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.WholeDecoder.GrowingSequence;
import dev.engram.models.engine.WholeDecoder.PositionLogits;
import dev.engram.models.engine.onnx.OnnxDecoder;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole decoders of random tiny models against the reference engine. */
class DecoderFileTest {

    private static final long ALL_INSIDE = Long.MAX_VALUE;
    private static final long ALL_BESIDE = 0;

    @TempDir
    private Path folder;

    static Stream<Arguments> seeds() {
        return TinyModels.seeds(16);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_padded_batch_has_the_logits_of_the_reference_at_all_positions(long seed) throws IOException {
        DecoderWeights weights = TinyModels.any(seed);
        Random random = new Random(seed);
        List<List<Integer>> batch = IntStream.range(0, 4)
                .mapToObj(i -> tokens(random, 1 + random.nextInt(8)))
                .toList();
        for (boolean keepsPast : new boolean[] {false, true}) {
            try (OnnxDecoder decoder = written(weights, keepsPast, ALL_INSIDE);
                    SiteModel reference = reference(weights)) {
                PositionLogits actual = decoder.run(batch);
                List<FloatTensor> expected = reference
                        .run(ForwardRequest.of(batch).selecting(new LogitSelection.AllPositions()))
                        .logits();
                for (int text = 0; text < batch.size(); text++) {
                    for (int position = 0; position < batch.get(text).size(); position++) {
                        assertClose(
                                actual.at(text, position), expected.get(text).at(position));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_text_that_comes_in_pieces_has_the_logits_of_the_reference(long seed) throws IOException {
        DecoderWeights weights = TinyModels.any(seed);
        Random random = new Random(seed);
        List<Integer> text = tokens(random, 12);
        try (OnnxDecoder decoder = written(weights, true, ALL_BESIDE);
                GrowingSequence sequence = decoder.begin();
                SiteModel reference = reference(weights)) {
            for (int from = 0; from < text.size(); ) {
                int to = Math.min(text.size(), from + 1 + random.nextInt(3));
                float[] actual = sequence.extend(text.subList(from, to));
                assertClose(
                        actual,
                        reference
                                .run(ForwardRequest.of(List.of(text.subList(0, to))))
                                .lastLogits(0));
                from = to;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void weights_beside_the_graph_are_those_inside_it(long seed) throws IOException {
        DecoderWeights weights = TinyModels.any(seed);
        List<List<Integer>> batch = List.of(tokens(new Random(seed), 6));
        try (OnnxDecoder inside = written(weights, false, ALL_INSIDE);
                OnnxDecoder beside = written(weights, false, ALL_BESIDE)) {
            assertThat(Files.exists(folder.resolve("model.onnx_data"))).isTrue();
            assertThat(OnnxFile.read(folder.resolve("model.onnx")).dataFiles())
                    .containsExactly(folder.resolve("model.onnx_data"));
            for (int position = 0; position < 6; position++) {
                assertThat(beside.run(batch).at(0, position))
                        .isEqualTo(inside.run(batch).at(0, position));
            }
        }
    }

    private OnnxDecoder written(DecoderWeights weights, boolean keepsPast, long mostInside) throws IOException {
        DecoderFile file = DecoderFile.of(weights, Map.of(), keepsPast, mostInside);
        AtomicLong written = new AtomicLong();
        file.write(folder::resolve, written::addAndGet);
        assertThat(written).hasValue(file.weightBytes());
        for (String name : file.fileNames()) {
            assertThat(folder.resolve(name)).exists();
        }
        return OnnxDecoder.open(folder.resolve("model.onnx"), TinyModels.VOCABULARY, TinyModels.CONTEXT);
    }

    private static SiteModel reference(DecoderWeights weights) {
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(weights));
    }

    private static List<Integer> tokens(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextInt(TinyModels.VOCABULARY))
                .toList();
    }

    private static void assertClose(float[] actual, FloatTensor expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected.get(i), within(Tolerances.TINY_ACTIVATION));
        }
    }
}
