package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.EditableModel.ReplacedWeights;
import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.SeededCases;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes of an edited model that begin where it is edited: the same to the bit as those that begin at the bottom. */
class LowerBlocksTest {

    private static final long ROOM = 1 << 20;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(8);
    }

    /** Of three layers: what is kept is the input of the second. */
    private static DecoderWeights weights(long seed) {
        long next = seed;
        DecoderWeights weights;
        do {
            weights = next % 2 == 0 ? TinyModels.gpt2(next) : TinyModels.llama(next);
            next += 2;
        } while (weights.spec().layers() != 3);
        return weights;
    }

    private static EditableModel model(long seed) {
        return model(DjlEngine.load(weights(seed)));
    }

    private static EditableModel model(DifferentiableEngine engine) {
        return new EditableTransformer(new LetterTokenizer(TinyModels.VOCABULARY), engine);
    }

    private static FloatTensor random(Random random, FloatTensor like) {
        float[] values = new float[like.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return FloatTensor.wrap(values, like.dimension(0), like.dimension(1));
    }

    /** Sequences of unequal lengths, asked for ranked answers or for logits. */
    private static ForwardRequest request(Random random) {
        List<List<Integer>> sequences = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            sequences.add(random.ints(2 + random.nextInt(6), 0, TinyModels.VOCABULARY)
                    .boxed()
                    .toList());
        }
        ForwardRequest request = ForwardRequest.of(sequences);
        return random.nextBoolean()
                ? request
                : request.selecting(new LogitSelection.RankedAnswers(
                        List.of(new LogitSelection.Answer(0, 1, 3), new LogitSelection.Answer(0, 0, 5))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void edited_passes_are_the_same_to_the_bit(long seed) {
        Random random = new Random(seed);
        List<ForwardRequest> requests =
                Stream.generate(() -> request(random)).limit(4).toList();
        try (EditableModel model = model(seed)) {
            List<ForwardResult> own = requests.stream().map(model::run).toList();
            int layer = 1 + random.nextInt(model.spec().layers() - 1);
            Map<Integer, FloatTensor> edit = Map.of(layer, random(random, model.outputProjection(layer)));
            List<ForwardResult> expected;
            try (ReplacedWeights scope = model.replaceOutputProjections(edit)) {
                expected = requests.stream().map(model::run).toList();
            }

            try (LowerBlocks lower = model.lowerBlocks(new TreeSet<>(List.of(1, layer)), ROOM)) {
                for (int i = 0; i < requests.size(); i++) {
                    ForwardRequest request = requests.get(i);
                    assertSame(own.get(i), lower.keep(() -> model.run(request)));
                }
                try (ReplacedWeights scope = model.replaceOutputProjections(edit)) {
                    for (int i = 0; i < requests.size(); i++) {
                        assertSame(expected.get(i), model.run(requests.get(i)));
                    }
                }
                assertSame(own.get(0), model.run(requests.get(0)));
            }
        }
    }

    private static void assertSame(ForwardResult expected, ForwardResult actual) {
        assertThat(actual.logits()).isEqualTo(expected.logits());
        assertThat(actual.logProbabilities()).isEqualTo(expected.logProbabilities());
        assertThat(actual.ranks()).isEqualTo(expected.ranks());
    }

    @Test
    void the_blocks_below_an_edit_are_not_run_again() {
        List<Integer> run = new ArrayList<>();
        DjlEngine engine = DjlEngine.load(weights(1));
        DifferentiableEngine counted = (DifferentiableEngine) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DifferentiableEngine.class},
                (proxy, method, arguments) -> {
                    if (Set.of("block", "mlp").contains(method.getName())) {
                        run.add((Integer) arguments[0]);
                    }
                    return method.invoke(engine, arguments);
                });
        ForwardRequest request = ForwardRequest.of(List.of(List.of(3, 1, 4)));
        try (EditableModel model = model(counted);
                LowerBlocks lower = model.lowerBlocks(Set.of(1), ROOM)) {
            lower.keep(() -> model.run(request));
            assertThat(run).containsExactly(0, 1, 2);
            run.clear();
            for (int layer = 2; layer >= 0; layer--) {
                FloatTensor projection = model.outputProjection(layer);
                try (ReplacedWeights scope = model.replaceOutputProjections(Map.of(layer, projection))) {
                    model.run(request);
                }
            }
            assertThat(run).containsExactly(1, 2, 1, 2, 0, 1, 2);
        }
    }

    @Test
    void what_changes_or_reads_a_lower_block_is_run_from_the_bottom() {
        Site below = new Site(SiteKind.RESID_POST, 0);
        ForwardRequest request = ForwardRequest.of(List.of(List.of(3, 1, 4)));
        ForwardRequest reading = request.capturing(Set.of(below));
        ForwardRequest changing = request.changing(
                List.of(new Intervention.Zero(below, Region.of(new IndexRange(0, 1), new IndexRange(0, 2)))));
        try (EditableModel model = model(2)) {
            ForwardResult read = model.run(reading);
            ForwardResult changed = model.run(changing);
            try (LowerBlocks lower = model.lowerBlocks(Set.of(1), ROOM)) {
                lower.keep(() -> model.run(request));

                assertThat(model.run(reading).activation(below, 0)).isEqualTo(read.activation(below, 0));
                assertThat(model.run(changing).logits()).isEqualTo(changed.logits());
            }
        }
    }

    @Test
    void it_is_kept_of_the_models_own_weights_one_at_a_time_and_while_there_is_room() {
        ForwardRequest request = ForwardRequest.of(List.of(List.of(3, 1, 4)));
        try (EditableModel model = model(3)) {
            FloatTensor logits = model.run(request).lastLogits(0);
            try (LowerBlocks none = model.lowerBlocks(Set.of(1), 8)) {
                assertThat(none.keep(() -> model.run(request)).lastLogits(0)).isEqualTo(logits);
                assertThat(model.run(request).lastLogits(0)).isEqualTo(logits);
                assertThatThrownBy(() -> model.lowerBlocks(Set.of(1), ROOM))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("close it first");
                try (ReplacedWeights scope = model.replaceOutputProjections(Map.of(1, model.outputProjection(1)))) {
                    assertThatThrownBy(() -> none.keep(() -> model.run(request)))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("exchanged weights");
                }
            }
            assertThatThrownBy(() -> model.lowerBlocks(Set.of(99), ROOM))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layer 99");
        }
    }
}
