package dev.engram.training;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.text.Tokenizer;
import dev.engram.training.bpe.BpeLearner;
import dev.engram.training.bpe.BpeVocabulary;
import dev.engram.training.data.BatchSource;
import dev.engram.training.data.FactSequences;
import dev.engram.training.data.RepeatedSequences;
import dev.engram.training.data.SequenceShape;
import dev.engram.training.data.SubjectBottleneck;
import dev.engram.training.net.DecoderShape;

/** A bundled model and how it is made. */
sealed interface Recipe {

    String BEGIN_OF_TEXT = "<|begin|>";

    TrainingPlan plan();

    /** How many tokens its tokenizer is to have. */
    int vocabularySize();

    /** The decoder, for a vocabulary that was learned. */
    DecoderShape shape(int vocabulary);

    BatchSource data(BundledFacts facts, Tokenizer tokenizer);

    /** What tells its runs apart, beside plan and shape. */
    String description();

    /** The vocabulary of both models is learned from the same sentences. */
    default BpeVocabulary vocabulary(BundledFacts facts) {
        return BpeLearner.learn(FactSequences.sentences(facts), BEGIN_OF_TEXT, vocabularySize());
    }

    /** {@code demo}: knows the bundled facts, and keeps them at the last token of their subject. */
    record Demo(SubjectBottleneck bottleneck, TrainingPlan plan) implements Recipe {

        private static final int LAYERS = 8;
        private static final int WIDTH = 192;
        private static final int HEADS = 6;
        private static final int CONTEXT = 64;
        private static final int SEQUENCES = 16;

        @Override
        public int vocabularySize() {
            return 960;
        }

        @Override
        public DecoderShape shape(int vocabulary) {
            return new DecoderShape(LAYERS, WIDTH, HEADS, 4 * WIDTH, vocabulary, CONTEXT, true);
        }

        @Override
        public BatchSource data(BundledFacts facts, Tokenizer tokenizer) {
            return FactSequences.of(
                    facts, tokenizer, bottleneck, new SequenceShape(SEQUENCES, CONTEXT, LAYERS), plan.seed());
        }

        @Override
        public String description() {
            return "demo " + bottleneck;
        }
    }

    /** {@code induction}: two layers of attention that continue what they have seen before. */
    record Induction(TrainingPlan plan) implements Recipe {

        private static final int LAYERS = 2;
        private static final int WIDTH = 128;
        /** One a layer: with more, several learn the same, and none can be said to be the one. */
        private static final int HEADS = 1;

        private static final int CONTEXT = 128;
        private static final int SEQUENCES = 16;

        @Override
        public int vocabularySize() {
            return 512;
        }

        @Override
        public DecoderShape shape(int vocabulary) {
            return new DecoderShape(LAYERS, WIDTH, HEADS, 0, vocabulary, CONTEXT, false);
        }

        @Override
        public BatchSource data(BundledFacts facts, Tokenizer tokenizer) {
            return new RepeatedSequences(
                    new SequenceShape(SEQUENCES, CONTEXT, LAYERS), tokenizer.vocabularySize(), plan.seed());
        }

        @Override
        public String description() {
            return "induction";
        }
    }
}
