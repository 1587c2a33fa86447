package dev.engram.eval.health;

import dev.engram.models.ForwardRequest;
import dev.engram.models.LogitSelection;
import dev.engram.models.SiteModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/** Reads a neutral text with a model: how well it predicts it, and what it would say at each place. Used by the model's thread. */
public final class HealthProbe {

    private static final int TEXTS_AT_ONCE = 4;

    private final SiteModel model;
    private final NeutralText neutral;

    public HealthProbe(SiteModel model, NeutralText neutral) {
        this.model = model;
        this.neutral = neutral;
    }

    /**
     * A model's reading of a text.
     *
     * @param perplexity exp of the mean negative log-likelihood of a token that follows another
     * @param firstChoices the likeliest next token at each place
     */
    public record Reading(double perplexity, List<Integer> firstChoices) {

        public Reading {
            firstChoices = List.copyOf(firstChoices);
        }

        /** The share of places at which another reading has the same first choice. */
        public double shareKept(Reading other) {
            int kept = 0;
            for (int i = 0; i < firstChoices.size(); i++) {
                kept += firstChoices.get(i).equals(other.firstChoices.get(i)) ? 1 : 0;
            }
            return (double) kept / firstChoices.size();
        }
    }

    /**
     * Reads with the model as it is now.
     *
     * @throws ArithmeticException if a prediction is not a number
     */
    public Reading read() {
        List<Integer> choices = new ArrayList<>();
        double sum = 0;
        for (int from = 0; from < neutral.texts().size(); from += TEXTS_AT_ONCE) {
            List<List<Integer>> texts =
                    neutral.texts().subList(from, Math.min(neutral.texts().size(), from + TEXTS_AT_ONCE));
            List<FloatTensor> logits = model.run(ForwardRequest.of(texts).selecting(new LogitSelection.AllPositions()))
                    .logits();
            for (int text = 0; text < texts.size(); text++) {
                for (int position = 0; position + 1 < texts.get(text).size(); position++) {
                    Prediction prediction =
                            Prediction.of(logits.get(text).at(position).toArray());
                    choices.add(prediction.firstChoice());
                    sum -= prediction.logProbability(texts.get(text).get(position + 1));
                }
            }
        }
        double perplexity = Math.exp(sum / choices.size());
        if (Double.isNaN(perplexity)) {
            throw new ArithmeticException("the model's predictions of " + neutral.description() + " are not numbers");
        }
        return new Reading(perplexity, choices);
    }

    /** Logits at one place. */
    private static final class Prediction {

        private final float[] logits;
        private final int firstChoice;
        private final double normaliser;

        private Prediction(float[] logits, int firstChoice, double normaliser) {
            this.logits = logits;
            this.firstChoice = firstChoice;
            this.normaliser = normaliser;
        }

        static Prediction of(float[] logits) {
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp((double) logit - logits[best]);
            }
            return new Prediction(logits, best, logits[best] + Math.log(sum));
        }

        int firstChoice() {
            return firstChoice;
        }

        double logProbability(int token) {
            return logits[token] - normaliser;
        }
    }
}
