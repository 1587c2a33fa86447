package dev.engram.models.generation;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
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
        List<Integer> byLogit = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]).thenComparing(i -> i))
                .limit(random.topK() == 0 ? logits.length : random.topK())
                .toList();
        double highest = logits[byLogit.get(0)];
        double[] weights = byLogit.stream()
                .mapToDouble(i -> Math.exp((logits[i] - highest) / random.temperature()))
                .toArray();
        double all =
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
        int kept = 0;
        double mass = 0;
        while (kept < weights.length && (kept == 0 || mass < random.topP() * all)) {
            mass += weights[kept++];
        }
        double target = uniform * mass;
        int chosen = 0;
        for (double below = weights[0]; chosen < kept - 1 && below <= target; below += weights[chosen]) {
            chosen++;
        }
        return byLogit.get(chosen);
    }
}
