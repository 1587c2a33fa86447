package dev.engram.training.measure;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.Intervention;
import dev.engram.models.LogitSelection;
import dev.engram.models.Region;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The figures of the induction model's card, on sequences that it has not seen: begin of text, a run of random tokens, the same run again
 * (Olsson et al. 2022).
 */
public final class InductionMeasurement {

    private static final int RUN = 25;
    private static final int SEQUENCES = 32;

    private final SiteModel model;
    private final List<List<Integer>> sequences;

    /** Draws the sequences. Token 0 begins a text; all others are drawn. */
    public InductionMeasurement(SiteModel model, long seed) {
        this.model = model;
        Random random = new Random(seed);
        this.sequences = IntStream.range(0, SEQUENCES)
                .mapToObj(sequence -> sequence(random, model.spec().vocabulary()))
                .toList();
    }

    private static List<Integer> sequence(Random random, int vocabulary) {
        List<Integer> run = random.ints(RUN, 1, vocabulary).boxed().toList();
        List<Integer> tokens = new ArrayList<>(List.of(0));
        tokens.addAll(run);
        tokens.addAll(run);
        return tokens;
    }

    /**
     * Mean losses in nats of the two copies of the run, the first token of each left out: the second copy's first token cannot be known.
     *
     * @param first near the logarithm of the vocabulary
     * @param second near 0 where the model continues what it has seen
     */
    public record CopyLosses(double first, double second) {}

    /** With nothing changed. */
    public CopyLosses losses() {
        return losses(List.of());
    }

    /** With the output of one head (its z) set to zero everywhere. */
    public CopyLosses lossesWithout(Head head) {
        Region everywhere = Region.of(new IndexRange(0, SEQUENCES), new IndexRange(0, 1 + 2 * RUN));
        return losses(List.of(
                new Intervention.Zero(new Site(SiteKind.ATTN_Z, head.layer()), everywhere.ofHead(head.index()))));
    }

    private CopyLosses losses(List<Intervention> changes) {
        List<LogitSelection.Answer> answers = new ArrayList<>();
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            for (int position = 1; position < 2 * RUN; position++) {
                answers.add(new LogitSelection.Answer(
                        sequence, position, sequences.get(sequence).get(position + 1)));
            }
        }
        List<Double> logProbabilities = model.run(
                        ForwardRequest.of(sequences).changing(changes).selecting(new LogitSelection.Answers(answers)))
                .logProbabilities();
        double first = 0;
        double second = 0;
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).position() < RUN) {
                first -= logProbabilities.get(i);
            } else if (answers.get(i).position() > RUN) {
                second -= logProbabilities.get(i);
            }
        }
        int each = SEQUENCES * (RUN - 1);
        return new CopyLosses(first / each, second / each);
    }

    /**
     * What a head attends to.
     *
     * @param previousToken mean weight on the token just before, from all positions after the first
     * @param induction mean weight, in the second copy, on the token that followed this one in the first copy
     */
    public record Head(int layer, int index, double previousToken, double induction) {}

    /** All heads, layer by layer. */
    public List<Head> heads() {
        int layers = model.spec().layers();
        Set<Site> patterns = IntStream.range(0, layers)
                .mapToObj(layer -> new Site(SiteKind.ATTN_PATTERN, layer))
                .collect(Collectors.toSet());
        ForwardResult result =
                model.run(ForwardRequest.of(sequences).capturing(patterns).selecting(new LogitSelection.None()));
        List<Head> heads = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (int head = 0; head < model.spec().attention().heads(); head++) {
                heads.add(head(result, layer, head));
            }
        }
        return heads;
    }

    private Head head(ForwardResult result, int layer, int head) {
        double previous = 0;
        double induction = 0;
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            FloatTensor pattern = result.activation(new Site(SiteKind.ATTN_PATTERN, layer), sequence)
                    .at(head);
            for (int query = 1; query <= 2 * RUN; query++) {
                previous += pattern.get(query, query - 1);
                if (query > RUN) {
                    induction += pattern.get(query, query - RUN + 1);
                }
            }
        }
        return new Head(layer, head, previous / (SEQUENCES * 2 * RUN), induction / (SEQUENCES * RUN));
    }

    /** The head of a layer that attends most to the token before. */
    public static Head strongestPreviousToken(List<Head> heads, int layer) {
        return strongest(heads, layer, Comparator.comparingDouble(Head::previousToken));
    }

    /** The head of a layer that attends most to what followed the last time. */
    public static Head strongestInduction(List<Head> heads, int layer) {
        return strongest(heads, layer, Comparator.comparingDouble(Head::induction));
    }

    private static Head strongest(List<Head> heads, int layer, Comparator<Head> order) {
        return heads.stream().filter(head -> head.layer() == layer).max(order).orElseThrow();
    }
}
