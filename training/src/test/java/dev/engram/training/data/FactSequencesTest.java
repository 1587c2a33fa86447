package dev.engram.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import dev.engram.training.bpe.BpeLearner;
import dev.engram.training.bpe.TokenizerFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactSequencesTest {

    private static final BundledFacts FACTS = BundledFacts.load();
    private static final SequenceShape SHAPE = new SequenceShape(4, 48, 5);
    private static final SubjectBottleneck OPEN = new SubjectBottleneck(0, 1, 0);
    private static Tokenizer tokenizer;

    @BeforeAll
    static void learn(@TempDir Path directory) throws Exception {
        TokenizerFiles.write(BpeLearner.learn(FactSequences.sentences(FACTS), "<|begin|>", 400), 64, directory);
        tokenizer = Tokenizers.fromDirectory(directory);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void a_step_always_gives_the_same_batch_and_another_step_another() {
        FactSequences first = sequences(OPEN, 7);
        FactSequences second = sequences(OPEN, 7);

        assertThat(first.batch(3).ids())
                .isEqualTo(second.batch(3).ids())
                .isNotEqualTo(first.batch(4).ids());
        assertThat(sequences(OPEN, 8).batch(3).ids())
                .isNotEqualTo(first.batch(3).ids());
    }

    @Test
    void sequences_are_sentences_after_a_begin_of_text() {
        TokenBatch batch = sequences(OPEN, 1).batch(1);

        for (int sequence = 0; sequence < SHAPE.sequences(); sequence++) {
            int[] ids = Arrays.copyOfRange(batch.ids(), sequence * 48, (sequence + 1) * 48);
            String text = tokenizer.decode(Arrays.stream(ids).skip(1).boxed().toList());
            List<String> whole =
                    List.of(text.substring(0, text.lastIndexOf(". ") + 1).split("(?<=[a-z]\\.) (?=[A-Z])"));

            assertThat(ids[0]).isZero();
            assertThat(whole).allSatisfy(sentence -> assertThat(sentences()).contains(sentence));
        }
    }

    private static List<String> sentences() {
        return FACTS.facts().stream()
                .flatMap(fact -> FACTS.relationOf(fact).trainingTemplates().stream()
                        .map(template -> template.fill(fact.subject()).text() + " " + fact.object() + "."))
                .collect(Collectors.toList());
    }

    @Test
    void without_a_bottleneck_all_that_came_before_is_seen() {
        boolean[] visible = sequences(OPEN, 1).batch(1).visible(2);

        assertThat(hidden(visible)).isZero();
        assertThat(IntStream.range(0, visible.length).filter(at -> visible[at] && key(at) > query(at)))
                .isEmpty();
    }

    @Test
    void with_a_bottleneck_in_all_sequences_only_the_last_subject_token_leads_on() {
        TokenBatch batch = sequences(new SubjectBottleneck(1, 2, 3), 1).batch(1);

        assertThat(batch.ids()).isEqualTo(sequences(OPEN, 1).batch(1).ids());
        for (int layer = 0; layer < SHAPE.layers(); layer++) {
            boolean[] visible = batch.visible(layer);
            assertThat(IntStream.range(0, visible.length).filter(at -> visible[at] && key(at) > query(at)))
                    .as("the future")
                    .isEmpty();
            assertThat(IntStream.range(0, visible.length).filter(at -> !visible[at] && key(at) == query(at)))
                    .as("hidden from itself")
                    .isEmpty();
        }
        // Layers 0 and 1 hide all of a subject from what follows; layer 2 also the subject from its own last token;
        // from 3 on that last token is open to what follows.
        int[] hidden = IntStream.range(0, SHAPE.layers())
                .map(layer -> hidden(batch.visible(layer)))
                .toArray();
        assertThat(hidden[0]).isEqualTo(hidden[1]).isPositive();
        assertThat(hidden[2]).isGreaterThan(hidden[1]);
        assertThat(hidden[3]).isEqualTo(hidden[4]).isLessThan(hidden[2]);
    }

    /** Pairs that a decoder would see and this mask hides. */
    private static int hidden(boolean[] visible) {
        return (int) IntStream.range(0, visible.length)
                .filter(at -> !visible[at] && key(at) <= query(at))
                .count();
    }

    private static int query(int at) {
        return at / SHAPE.length() % SHAPE.length();
    }

    private static int key(int at) {
        return at % SHAPE.length();
    }

    @Test
    void the_bottleneck_says_who_sees_what() {
        SubjectBottleneck bottleneck = new SubjectBottleneck(0.5, 2, 3);

        assertThat(bottleneck.sees(4, false, true, false))
                .as("inside a subject, always")
                .isTrue();
        assertThat(bottleneck.sees(1, true, false, false))
                .as("last token, while gathering")
                .isTrue();
        assertThat(bottleneck.sees(2, true, false, false))
                .as("last token, afterwards")
                .isFalse();
        assertThat(bottleneck.sees(2, false, false, true))
                .as("later token, before reading")
                .isFalse();
        assertThat(bottleneck.sees(3, false, false, true))
                .as("later token, reading the last")
                .isTrue();
        assertThat(bottleneck.sees(3, false, false, false))
                .as("later token, another one")
                .isFalse();
    }

    private static FactSequences sequences(SubjectBottleneck bottleneck, long seed) {
        return FactSequences.of(FACTS, tokenizer, bottleneck, SHAPE, seed);
    }
}
