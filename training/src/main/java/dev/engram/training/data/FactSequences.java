package dev.engram.training.data;

import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.Fact;
import dev.engram.datasets.Template;
import dev.engram.models.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Sequences of sentences that state facts, each fact equally often, each of its templates equally often; the last sentence is cut off. */
public final class FactSequences implements BatchSource {

    private final List<List<Variants>> statements;
    private final SubjectBottleneck bottleneck;
    private final SequenceShape shape;
    private final int begin;
    private final long seed;

    private FactSequences(
            List<List<Variants>> statements, SubjectBottleneck bottleneck, SequenceShape shape, int begin, long seed) {
        this.statements = statements;
        this.bottleneck = bottleneck;
        this.shape = shape;
        this.begin = begin;
        this.seed = seed;
    }

    /** Encodes all facts in all their training templates. The tokenizer is not needed afterwards. */
    public static FactSequences of(
            BundledFacts facts, Tokenizer tokenizer, SubjectBottleneck bottleneck, SequenceShape shape, long seed) {
        List<List<Variants>> statements = new ArrayList<>();
        for (Fact fact : facts.facts()) {
            List<Variants> ways = new ArrayList<>();
            for (Template template : facts.relationOf(fact).trainingTemplates()) {
                ways.add(Variants.of(tokenizer, template, fact));
            }
            statements.add(ways);
        }
        int begin = tokenizer.bosId().orElseThrow();
        return new FactSequences(statements, bottleneck, shape, begin, seed);
    }

    /** All training sentences as text, for learning a vocabulary. */
    public static List<String> sentences(BundledFacts facts) {
        List<String> sentences = new ArrayList<>();
        for (Fact fact : facts.facts()) {
            for (Template template : facts.relationOf(fact).trainingTemplates()) {
                String sentence = template.fill(fact.subject()).text() + " " + fact.object() + ".";
                sentences.add(sentence + " " + sentence); // first in its sequence, and after another
            }
        }
        return sentences;
    }

    @Override
    public TokenBatch batch(int step) {
        Random random = new Random(seed * 1_000_003 + step);
        int length = shape.length();
        int[] ids = new int[shape.sequences() * length];
        List<boolean[]> visible = IntStream.range(0, shape.layers())
                .mapToObj(layer -> new boolean[ids.length * length])
                .toList();
        for (int sequence = 0; sequence < shape.sequences(); sequence++) {
            Placed placed = place(random);
            System.arraycopy(placed.ids, 0, ids, sequence * length, length);
            boolean restricted = random.nextDouble() < bottleneck.share();
            for (int layer = 0; layer < shape.layers(); layer++) {
                mark(visible.get(layer), sequence * length * length, placed, restricted, layer);
            }
        }
        return new TokenBatch(shape.sequences(), length, ids, visible);
    }

    private Placed place(Random random) {
        int length = shape.length();
        Placed placed = new Placed(length);
        placed.ids[0] = begin;
        int at = 1;
        for (int sentence = 1; at < length; sentence++) {
            List<Variants> ways = statements.get(random.nextInt(statements.size()));
            Variants way = ways.get(random.nextInt(ways.size()));
            Statement statement = sentence == 1 ? way.first : way.later;
            int fits = Math.min(statement.ids().length, length - at);
            System.arraycopy(statement.ids(), 0, placed.ids, at, fits);
            int from = Math.min(at + statement.subject().from(), length);
            int to = Math.min(at + statement.subject().to(), length);
            Arrays.fill(placed.subjects, from, to, sentence);
            if (at + statement.subject().last() < length) {
                placed.last[at + statement.subject().last()] = true;
            }
            at += fits;
        }
        return placed;
    }

    private void mark(boolean[] visible, int offset, Placed placed, boolean restricted, int layer) {
        int length = shape.length();
        for (int query = 0; query < length; query++) {
            for (int key = 0; key <= query; key++) {
                boolean sees = !restricted || key == query || placed.subjects[key] == 0;
                if (!sees) {
                    boolean sameSubject = placed.subjects[key] == placed.subjects[query];
                    boolean queryIsLast = sameSubject && placed.last[query];
                    sees = bottleneck.sees(layer, queryIsLast, sameSubject && !queryIsLast, placed.last[key]);
                }
                visible[offset + query * length + key] = sees;
            }
        }
    }

    /** One sequence being filled: ids, which sentence's subject each token belongs to (0 for none), and whether it is its last. */
    private static final class Placed {
        private final int[] ids;
        private final int[] subjects;
        private final boolean[] last;

        Placed(int length) {
            this.ids = new int[length];
            this.subjects = new int[length];
            this.last = new boolean[length];
        }
    }

    /** A statement as it opens a sequence, and as it follows another. */
    private record Variants(Statement first, Statement later) {

        static Variants of(Tokenizer tokenizer, Template template, Fact fact) {
            return new Variants(
                    Statement.encode(tokenizer, template.fill(fact.subject()), fact.object(), false),
                    Statement.encode(tokenizer, template.fill(fact.subject()), fact.object(), true));
        }
    }
}
