package dev.engram.models.generation;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Chooses next tokens from logits [V], as a {@link Sampling} says. Draws of one chooser follow one another, so it serves one generation. */
public final class TokenChooser {

    private final ToIntFunction<float[]> choice;

    public TokenChooser(Sampling sampling) {
        if (sampling instanceof Sampling.Random random) {
            SplittableRandom generator = new SplittableRandom(random.seed());
            choice = logits -> draw(logits, random, generator.nextDouble());
        } else {
            choice = TokenChooser::highest;
        }
    }

    /**
     * The chosen token's id.
     *
     * @throws ArithmeticException if a logit is not a number
     */
    public int choose(float[] logits) {
        for (float logit : logits) {
            if (Float.isNaN(logit)) {
                throw new ArithmeticException(
                        "the model's logits are not numbers: its weights or an intervention hold NaN or infinity");
            }
        }
        return choice.applyAsInt(logits);
    }

    private static int highest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    private static int draw(float[] logits, Sampling.Random random, double uniform) {
        RankedTokens ranked = new RankedTokens(logits);
        double highest = logits[ranked.id(0)];
        IntToDoubleFunction weight = id -> Math.exp((logits[id] - highest) / random.temperature());
        boolean cut = random.topK() > 0 && random.topK() < logits.length;
        int kept = cut ? random.topK() : logits.length;
        double mass = (cut ? IntStream.range(0, kept).map(ranked::id) : IntStream.range(0, kept))
                .mapToDouble(weight)
                .sum();
        if (random.topP() < 1) {
            double enough = random.topP() * mass;
            int most = kept;
            mass = weight.applyAsDouble(ranked.id(0));
            for (kept = 1; kept < most && mass < enough; kept++) {
                mass += weight.applyAsDouble(ranked.id(kept));
            }
        }
        double target = uniform * mass;
        int chosen = 0;
        for (double below = weight.applyAsDouble(ranked.id(0));
                chosen < kept - 1 && below <= target;
                below += weight.applyAsDouble(ranked.id(chosen))) {
            chosen++;
        }
        return ranked.id(chosen);
    }
}
