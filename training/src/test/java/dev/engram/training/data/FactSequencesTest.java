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
        TokenBatch batch = sequences(OPEN, 1).batch(1);

        forEachPair(
                (sequence, query, key, at) -> assertThat(batch.visible(2)[at]).isEqualTo(key <= query));
    }

    @Test
    void with_a_bottleneck_in_all_sequences_only_the_last_subject_token_leads_on() {
        // The law, written anew: which sentence's subject a token belongs to is found by looking the sentences up in
        // the text.
        SubjectBottleneck bottleneck = new SubjectBottleneck(1, 2, 3);
        TokenBatch batch = sequences(bottleneck, 1).batch(1);
        TokenBatch open = sequences(OPEN, 1).batch(1);
        assertThat(batch.ids()).isEqualTo(open.ids());

        int[] hiddenByLayer = new int[SHAPE.layers()];
        for (int layer = 0; layer < SHAPE.layers(); layer++) {
            boolean[] visible = batch.visible(layer);
            int current = layer;
            forEachPair((sequence, query, key, at) -> {
                if (key > query) {
                    assertThat(visible[at]).isFalse();
                } else if (key == query) {
                    assertThat(visible[at]).isTrue();
                } else if (!visible[at]) {
                    hiddenByLayer[current]++;
                }
            });
        }
        // Layers 0 and 1 hide all of a subject from what follows; layer 2 also the subject from its own last token;
        // from 3 on the last
        // token is open to what follows.
        assertThat(hiddenByLayer[0]).isEqualTo(hiddenByLayer[1]).isPositive();
        assertThat(hiddenByLayer[2]).isGreaterThan(hiddenByLayer[1]);
        assertThat(hiddenByLayer[3]).isEqualTo(hiddenByLayer[4]).isLessThan(hiddenByLayer[2]);
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

    private interface Pair {
        void check(int sequence, int query, int key, int at);
    }

    private static void forEachPair(Pair pair) {
        int length = SHAPE.length();
        for (int sequence = 0; sequence < SHAPE.sequences(); sequence++) {
            for (int query = 0; query < length; query++) {
                for (int key = 0; key < length; key++) {
                    pair.check(sequence, query, key, (sequence * length + query) * length + key);
                }
            }
        }
    }
}
