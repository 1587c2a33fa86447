package dev.engram.models.runtime;

import dev.engram.models.AnswerScores;
import dev.engram.models.LanguageModel;
import dev.engram.models.LogitSelection;
import dev.engram.models.engine.WholeDecoder;
import dev.engram.models.engine.WholeDecoder.PositionLogits;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** A decoder that others made, which can only be asked for texts. Owns the decoder and the tokenizer. */
public final class ForeignModel implements LanguageModel {

    /** Of the logits of one batch: such decoders give those of all positions. */
    private static final long LOGIT_BYTES = 256L << 20;

    private final Tokenizer tokenizer;
    private final WholeDecoder decoder;

    public ForeignModel(Tokenizer tokenizer, WholeDecoder decoder) {
        this.tokenizer = tokenizer;
        this.decoder = decoder;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public int contextLength() {
        return decoder.contextLength();
    }

    @Override
    public List<FloatTensor> nextTokenLogits(List<List<Integer>> sequences) {
        List<FloatTensor> logits =
                new ArrayList<>(Collections.nCopies(sequences.size(), FloatTensor.of(new float[0], 0)));
        run(sequences, (rows, i) -> {
            float[] last = rows.at(sequences.get(i).size() - 1);
            logits.set(i, FloatTensor.wrap(last, last.length));
        });
        return logits;
    }

    @Override
    public AnswerScores scores(List<List<Integer>> sequences, List<LogitSelection.Answer> answers) {
        RequestCheck.requireAnswers(answers, sequences, decoder.vocabulary());
        Double[] logProbabilities = new Double[answers.size()];
        Integer[] ranks = new Integer[answers.size()];
        Integer[] firstChoices = new Integer[answers.size()];
        run(sequences, (rows, i) -> {
            for (int a = 0; a < answers.size(); a++) {
                LogitSelection.Answer answer = answers.get(a);
                if (answer.sequence() == i) {
                    Scored scored = Scored.of(rows.at(answer.position()), answer.token());
                    logProbabilities[a] = scored.logProbability();
                    ranks[a] = scored.rank();
                    firstChoices[a] = scored.firstChoice();
                }
            }
        });
        return new AnswerScores(Arrays.asList(logProbabilities), Arrays.asList(ranks), Arrays.asList(firstChoices));
    }

    /** The logits of one sequence of a batch. */
    @FunctionalInterface
    private interface SequenceLogits {
        float[] at(int position);
    }

    /** Runs sequences in batches, and lets each be read. */
    private void run(List<List<Integer>> sequences, ObjIntConsumer<SequenceLogits> reader) {
        RequestCheck.requireTokens(sequences, decoder.vocabulary(), decoder.contextLength());
        List<Integer> lengths = sequences.stream().map(List::size).toList();
        for (List<Integer> batch : Batches.of(lengths, Math.max(1, LOGIT_BYTES / Float.BYTES / decoder.vocabulary()))) {
            PositionLogits logits =
                    decoder.run(batch.stream().map(sequences::get).toList());
            for (int i = 0; i < batch.size(); i++) {
                int row = i;
                reader.accept(position -> logits.at(row, position), batch.get(i));
            }
        }
    }

    /** What a row of logits says of a token. */
    private record Scored(double logProbability, int rank, int firstChoice) {

        static Scored of(float[] logits, int token) {
            int first = 0;
            int rank = 0;
            for (int id = 0; id < logits.length; id++) {
                first = logits[id] > logits[first] ? id : first;
                rank += logits[id] > logits[token] || (logits[id] == logits[token] && id < token) ? 1 : 0;
            }
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp((double) logit - logits[first]);
            }
            return new Scored((double) logits[token] - logits[first] - Math.log(sum), rank, first);
        }
    }

    /** One after the other: what such a decoder keeps of a text has no room for texts of other lengths beside it. */
    @Override
    public List<Generation> generate(List<GenerationRequest> requests) {
        RequestCheck.requireTokens(
                requests.stream().map(GenerationRequest::prompt).toList(),
                decoder.vocabulary(),
                decoder.contextLength());
        return requests.stream().map(this::continued).toList();
    }

    private Generation continued(GenerationRequest request) {
        GrowingText text = new GrowingText(request, decoder.contextLength());
        try (WholeDecoder.GrowingSequence sequence = decoder.begin()) {
            while (!text.hasEnded()) {
                text.grow(sequence.extend(text.fresh()));
            }
        }
        return text.generation();
    }

    @Override
    public void close() {
        decoder.close();
        tokenizer.close();
    }
}
