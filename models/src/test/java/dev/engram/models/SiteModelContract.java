package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.engine.Engine;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of a {@link SiteModel}, on random tiny models of all families: each engine's test extends it. */
public abstract class SiteModelContract {

    /** The engine under test. */
    protected abstract Engine engine(DecoderWeights weights);

    /** How far two orders of the same sums may lie apart, relative. */
    protected abstract double roundingRelative();

    static Stream<Arguments> seeds() {
        return TinyModels.seeds(24);
    }

    /** A random model, of any family. */
    protected DecoderWeights weights(long seed) {
        return TinyModels.any(seed);
    }

    private SiteModel model(long seed) {
        DecoderWeights weights = weights(seed);
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), engine(weights));
    }

    private SiteModel reference(long seed) {
        DecoderWeights weights = weights(seed);
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(weights));
    }

    // --- agreement with the reference engine

    @ParameterizedTest
    @MethodSource("seeds")
    void logits_at_all_positions_are_those_of_the_reference(long seed) {
        ForwardRequest request = ForwardRequest.of(batch(seed, 4)).selecting(new LogitSelection.AllPositions());

        assertSameLogits(run(model(seed), request), run(reference(seed), request));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_site_is_that_of_the_reference(long seed) {
        try (SiteModel model = model(seed);
                SiteModel reference = reference(seed)) {
            Set<Site> sites = new TreeSet<>(model.sites());
            ForwardRequest request = ForwardRequest.of(batch(seed, 3)).capturing(sites);

            ForwardResult actual = model.run(request);
            ForwardResult expected = reference.run(request);

            for (Site site : sites) {
                for (int sequence = 0; sequence < 3; sequence++) {
                    assertClose(
                            actual.activation(site, sequence), expected.activation(site, sequence), site.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changes_at_random_sites_act_as_in_the_reference(long seed) {
        Random random = new Random(seed);
        try (SiteModel model = model(seed);
                SiteModel reference = reference(seed)) {
            List<List<Integer>> batch = equalBatch(seed, 4);
            ForwardResult shapes = reference.run(ForwardRequest.of(batch).capturing(Set.copyOf(model.sites())));
            for (Site site : model.sites()) {
                List<Intervention> changes = IntStream.range(0, 3)
                        .mapToObj(i ->
                                randomChange(site, shapes.activation(site, 0).shape(), batch, random))
                        .toList();
                ForwardRequest request = ForwardRequest.of(batch).changing(changes);

                assertSameLogits(model.run(request), reference.run(request));
            }
        }
    }

    // --- laws

    @ParameterizedTest
    @MethodSource("seeds")
    void a_padded_row_equals_the_same_row_alone(long seed) {
        try (SiteModel model = model(seed)) {
            List<List<Integer>> batch = batch(seed, 4);

            ForwardResult together = model.run(ForwardRequest.of(batch));

            for (int sequence = 0; sequence < batch.size(); sequence++) {
                FloatTensor alone = model.run(ForwardRequest.of(List.of(batch.get(sequence))))
                        .lastLogits(0);
                assertThat(distance(together.lastLogits(sequence), alone)).isLessThan(norm(alone) * roundingRelative());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void putting_back_what_was_there_changes_nothing(long seed) {
        try (SiteModel model = model(seed)) {
            List<List<Integer>> batch = equalBatch(seed, 2);
            int length = batch.get(0).size();
            ForwardRequest plain = ForwardRequest.of(batch);
            for (Site site : model.sites()) {
                FloatTensor own = model.run(plain.capturing(Set.of(site))).activation(site, 1);
                FloatTensor asRegion = site.kind() == SiteKind.ATTN_PATTERN ? queriesFirst(own) : own;
                Intervention same = new Intervention.Replace(
                        site, Region.of(IndexRange.single(1), new IndexRange(0, length)), asRegion);

                assertSameLogits(model.run(plain.changing(List.of(same))), model.run(plain));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void restoring_the_last_block_at_the_last_token_gives_the_clean_prediction(long seed) {
        try (SiteModel model = model(seed)) {
            List<List<Integer>> batch = equalBatch(seed, 2);
            int last = batch.get(0).size() - 1;
            Site output = new Site(SiteKind.RESID_POST, model.spec().layers() - 1);
            Intervention restore =
                    new Intervention.Restore(output, Region.of(IndexRange.single(1), IndexRange.single(last)), 0);

            ForwardResult result = model.run(ForwardRequest.of(batch).changing(List.of(restore)));

            assertClose(result.lastLogits(1), result.lastLogits(0), "restored");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void restoring_from_a_longer_sequence_takes_its_value_at_the_same_position(long seed) {
        try (SiteModel model = model(seed)) {
            List<Integer> longer = equalBatch(seed, 1).get(0);
            List<Integer> start = longer.subList(0, longer.size() - 1);
            List<Integer> other = start.stream()
                    .map(token -> (token + 1) % TinyModels.VOCABULARY)
                    .toList();
            Region lastOfOther = Region.of(IndexRange.single(1), IndexRange.single(other.size() - 1));
            Intervention restore = new Intervention.Restore(
                    new Site(SiteKind.RESID_POST, model.spec().layers() - 1), lastOfOther, 0);

            ForwardResult result =
                    model.run(ForwardRequest.of(List.of(longer, other)).changing(List.of(restore)));

            FloatTensor expected = model.run(ForwardRequest.of(List.of(start))).lastLogits(0);
            assertClose(result.lastLogits(1), expected, "restored from a longer sequence");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void restoring_a_block_at_every_position_gives_the_clean_prediction(long seed) {
        try (SiteModel model = model(seed)) {
            List<List<Integer>> batch = equalBatch(seed, 2);
            Region everywhere = Region.of(
                    IndexRange.single(1), new IndexRange(0, batch.get(0).size()));

            for (int layer = 0; layer < model.spec().layers(); layer++) {
                Intervention restore = new Intervention.Restore(new Site(SiteKind.RESID_POST, layer), everywhere, 0);
                ForwardResult result = model.run(ForwardRequest.of(batch).changing(List.of(restore)));

                assertClose(result.lastLogits(1), result.lastLogits(0), "restored at layer " + layer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_change_never_reaches_an_earlier_position(long seed) {
        try (SiteModel model = model(seed)) {
            List<List<Integer>> batch = equalBatch(seed, 1);
            int last = batch.get(0).size() - 1;
            ForwardRequest plain = ForwardRequest.of(batch).selecting(new LogitSelection.AllPositions());
            Intervention zero =
                    new Intervention.Zero(Site.embed(), Region.of(IndexRange.single(0), IndexRange.single(last)));

            FloatTensor changed =
                    model.run(plain.changing(List.of(zero))).logits().get(0);
            FloatTensor before = model.run(plain).logits().get(0);

            for (int position = 0; position < last; position++) {
                assertClose(changed.at(position), before.at(position), "position " + position);
            }
            assertThat(changed.at(last)).isNotEqualTo(before.at(last));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_last_position_alone_gives_what_all_positions_give_there(long seed) {
        try (SiteModel model = model(seed)) {
            ForwardRequest request = ForwardRequest.of(batch(seed, 3));

            ForwardResult last = model.run(request);
            ForwardResult all = model.run(request.selecting(new LogitSelection.AllPositions()));

            for (int sequence = 0; sequence < 3; sequence++) {
                assertClose(last.lastLogits(sequence), all.lastLogits(sequence), "sequence " + sequence);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answers_are_the_log_softmax_of_the_logits(long seed) {
        Random random = new Random(seed);
        try (SiteModel model = model(seed)) {
            List<List<Integer>> batch = batch(seed, 3);
            List<LogitSelection.Answer> answers = Stream.generate(() -> {
                        int sequence = random.nextInt(batch.size());
                        int position = random.nextInt(batch.get(sequence).size());
                        return new LogitSelection.Answer(sequence, position, random.nextInt(TinyModels.VOCABULARY));
                    })
                    .limit(5)
                    .toList();

            ForwardResult result = model.run(ForwardRequest.of(batch).selecting(new LogitSelection.Answers(answers)));
            ForwardResult all = model.run(ForwardRequest.of(batch).selecting(new LogitSelection.AllPositions()));

            for (int i = 0; i < answers.size(); i++) {
                LogitSelection.Answer answer = answers.get(i);
                FloatTensor logits = all.logits().get(answer.sequence()).at(answer.position());
                double sum = 0;
                for (float logit : logits.toArray()) {
                    sum += Math.exp(logit);
                }
                assertThat(result.logProbabilities().get(i))
                        .isCloseTo(logits.get(answer.token()) - Math.log(sum), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_pattern_row_sums_to_one_and_sees_nothing_later(long seed) {
        try (SiteModel model = model(seed)) {
            Site site = new Site(SiteKind.ATTN_PATTERN, 1);

            FloatTensor pattern = model.run(ForwardRequest.of(batch(seed, 2)).capturing(Set.of(site)))
                    .activation(site, 0);

            for (int head = 0; head < pattern.dimension(0); head++) {
                for (int query = 0; query < pattern.dimension(1); query++) {
                    double sum = 0;
                    for (int key = 0; key < pattern.dimension(2); key++) {
                        sum += pattern.get(head, query, key);
                        assertThat(key <= query || pattern.get(head, query, key) == 0)
                                .isTrue();
                    }
                    assertThat(sum).isCloseTo(1, within(1e-5));
                }
            }
        }
    }

    // --- generation

    @ParameterizedTest
    @MethodSource("seeds")
    void greedy_text_is_that_of_whole_passes_without_a_cache(long seed) {
        try (SiteModel model = model(seed)) {
            List<Integer> prompt = batch(seed, 1).get(0);
            List<Integer> text = new ArrayList<>(prompt);
            for (int i = 0; i < 5; i++) {
                float[] logits = model.run(ForwardRequest.of(List.of(text)))
                        .lastLogits(0)
                        .toArray();
                text.add(IntStream.range(0, logits.length)
                        .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                        .getAsInt());
            }

            Generation generation = model.generate(new GenerationRequest(prompt, 5, Set.of(), new Sampling.Greedy()));

            assertThat(generation.tokens()).isEqualTo(text.subList(prompt.size(), text.size()));
            assertThat(generation.stop()).isEqualTo(Generation.Stop.MAX_NEW_TOKENS);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_seed_fixes_the_sampled_text(long seed) {
        try (SiteModel model = model(seed)) {
            GenerationRequest request =
                    new GenerationRequest(batch(seed, 1).get(0), 8, Set.of(), new Sampling.Random(1.5, 20, 0.95, seed));

            assertThat(model.generate(request)).isEqualTo(model.generate(request));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void texts_continued_side_by_side_are_those_of_each_alone(long seed) {
        Random random = new Random(seed);
        try (SiteModel model = model(seed)) {
            List<GenerationRequest> requests =
                    Stream.generate(() -> randomRequest(random)).limit(7).toList();

            List<Generation> together = model.generate(requests);

            assertThat(together)
                    .isEqualTo(requests.stream().map(model::generate).toList());
            assertThat(together.stream().map(text -> text.tokens().size()).distinct())
                    .as("texts of several lengths")
                    .hasSizeGreaterThan(1);
        }
    }

    /** A prompt of 1 to 12 tokens; one token in ten ends the text; the longest fill the context. */
    private static GenerationRequest randomRequest(Random random) {
        Sampling sampling = random.nextInt(3) == 0
                ? new Sampling.Greedy()
                : new Sampling.Random(1.2, random.nextBoolean() ? 0 : 20, 0.95, random.nextLong());
        return new GenerationRequest(
                tokens(random, 1 + random.nextInt(12)),
                1 + random.nextInt(TinyModels.CONTEXT),
                Set.copyOf(IntStream.range(0, 5).boxed().toList()),
                sampling);
    }

    @Test
    void nothing_to_continue_gives_nothing() {
        try (SiteModel model = model(3)) {
            assertThat(model.generate(List.of())).isEmpty();
        }
    }

    @Test
    void generation_stops_where_the_context_is_full() {
        try (SiteModel model = model(3)) {
            List<Integer> prompt =
                    IntStream.range(0, TinyModels.CONTEXT - 1).boxed().toList();

            Generation generation = model.generate(new GenerationRequest(prompt, 100, Set.of(), new Sampling.Greedy()));

            assertThat(generation.stop()).isEqualTo(Generation.Stop.CONTEXT_FULL);
            assertThat(generation.tokens()).hasSize(2); // one for the free place, one predicted from it
        }
    }

    @Test
    void a_batch_with_a_prompt_that_cannot_be_run_is_refused() {
        try (SiteModel model = model(3)) {
            GenerationRequest good = new GenerationRequest(List.of(1), 1, Set.of(), new Sampling.Greedy());
            GenerationRequest bad =
                    new GenerationRequest(List.of(TinyModels.VOCABULARY), 1, Set.of(), new Sampling.Greedy());

            assertThatThrownBy(() -> model.generate(List.of(good, bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token 50");
        }
    }

    // --- bad input

    @Test
    void what_cannot_be_run_is_refused_by_name() {
        try (SiteModel model = model(2)) {
            List<List<Integer>> batch = List.of(List.of(1, 2, 3));
            Region outside = Region.of(IndexRange.single(0), IndexRange.single(3));
            Region inside = Region.of(IndexRange.single(0), IndexRange.single(2));

            assertThatThrownBy(() -> model.run(ForwardRequest.of(List.of(List.of()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no tokens");
            assertThatThrownBy(() -> model.run(ForwardRequest.of(List.of(List.of(1, TinyModels.VOCABULARY)))))
                    .hasMessageContaining("token 50 is not in the model's vocabulary of 50");
            assertThatThrownBy(() -> model.run(ForwardRequest.of(
                            List.of(IntStream.range(0, 25).boxed().toList()))))
                    .hasMessageContaining("25 tokens is longer than the model's context of 24");
            assertThatThrownBy(() ->
                            model.run(ForwardRequest.of(batch).capturing(Set.of(new Site(SiteKind.MLP_OUT, 99)))))
                    .hasMessageContaining("blocks.99.mlp.out does not exist");
            assertThatThrownBy(() -> model.run(
                            ForwardRequest.of(batch).changing(List.of(new Intervention.Zero(Site.embed(), outside)))))
                    .hasMessageContaining("lies outside sequence 0 of 3 tokens");
            assertThatThrownBy(() -> model.run(ForwardRequest.of(batch)
                            .changing(List.of(new Intervention.Zero(Site.embed(), inside.ofHead(0))))))
                    .hasMessageContaining("embed");
            assertThatThrownBy(() -> model.run(ForwardRequest.of(batch)
                            .changing(List.of(new Intervention.Replace(
                                    Site.embed(), inside, FloatTensor.of(new float[] {1, 2}, 2))))))
                    .hasMessageContaining("covers 1 rows of");
        }
    }

    // --- support

    private static ForwardResult run(SiteModel model, ForwardRequest request) {
        try (model) {
            return model.run(request);
        }
    }

    /** Sequences of random, mostly unequal lengths. */
    private static List<List<Integer>> batch(long seed, int size) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToObj(i -> tokens(random, 2 + random.nextInt(7)))
                .toList();
    }

    private static List<List<Integer>> equalBatch(long seed, int size) {
        Random random = new Random(seed);
        int length = 3 + random.nextInt(5);
        return IntStream.range(0, size).mapToObj(i -> tokens(random, length)).toList();
    }

    private static List<Integer> tokens(Random random, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> random.nextInt(TinyModels.VOCABULARY))
                .toList();
    }

    private static Intervention randomChange(Site site, List<Integer> shape, List<List<Integer>> batch, Random random) {
        int length = batch.get(0).size();
        int firstSequence = random.nextInt(batch.size());
        int firstPosition = random.nextInt(length);
        Region region = Region.of(
                new IndexRange(firstSequence, firstSequence + 1 + random.nextInt(batch.size() - firstSequence)),
                new IndexRange(firstPosition, firstPosition + 1 + random.nextInt(length - firstPosition)));
        boolean byHead = shape.size() == 3;
        int heads = byHead ? shape.get(site.kind() == SiteKind.ATTN_PATTERN ? 0 : 1) : 1;
        if (byHead && random.nextBoolean()) {
            region = region.ofHead(random.nextInt(heads));
            heads = 1;
        }
        int width = shape.get(shape.size() - 1);
        int rows = region.sequences().length() * region.positions().length();
        float[] values = new float[rows * heads * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        FloatTensor tensor = FloatTensor.wrap(values, rows, heads, width);
        return switch (random.nextInt(4)) {
            case 0 -> new Intervention.Add(site, region, tensor);
            case 1 -> new Intervention.Replace(site, region, tensor);
            case 2 -> new Intervention.Zero(site, region);
            default -> new Intervention.Restore(site, region, random.nextInt(batch.size()));
        };
    }

    /** A pattern [H, T, T] in the order of a region's values: [T, H, T]. */
    private static FloatTensor queriesFirst(FloatTensor pattern) {
        int heads = pattern.dimension(0);
        int length = pattern.dimension(1);
        float[] values = new float[pattern.size()];
        for (int head = 0; head < heads; head++) {
            for (int query = 0; query < length; query++) {
                for (int key = 0; key < length; key++) {
                    values[(query * heads + head) * length + key] = pattern.get(head, query, key);
                }
            }
        }
        return FloatTensor.wrap(values, length, heads, length);
    }

    private static void assertSameLogits(ForwardResult actual, ForwardResult expected) {
        assertThat(actual.logits()).hasSameSizeAs(expected.logits());
        for (int sequence = 0; sequence < actual.logits().size(); sequence++) {
            assertClose(
                    actual.logits().get(sequence), expected.logits().get(sequence), "logits of sequence " + sequence);
        }
    }

    private static void assertClose(FloatTensor actual, FloatTensor expected, String what) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        float[] a = actual.toArray();
        float[] b = expected.toArray();
        for (int i = 0; i < a.length; i++) {
            assertThat((double) a[i]).as("%s, element %d", what, i).isCloseTo(b[i], within(Tolerances.TINY_ACTIVATION));
        }
    }

    private static double distance(FloatTensor a, FloatTensor b) {
        float[] difference = a.toArray();
        float[] subtracted = b.toArray();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= subtracted[i];
        }
        return norm(FloatTensor.wrap(difference, difference.length));
    }

    private static double norm(FloatTensor tensor) {
        double squares = 0;
        for (float value : tensor.toArray()) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
