package dev.engram.training;

import dev.engram.training.data.BatchSource;
import dev.engram.training.net.AdamW;
import dev.engram.training.net.TrainableDecoder;
import dev.engram.training.net.TrainableDecoder.LossAndGradient;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Trains a decoder from a seed to its last step. A folder keeps its checkpoint and its loss curve; a run that was killed goes on from
 * there and ends with the same weights, bit for bit, as one that was not (on the same machine).
 */
public final class TrainingRun {

    private static final int STEPS_BETWEEN_CHECKPOINTS = 100;

    private final TrainableDecoder decoder;
    private final BatchSource data;
    private final TrainingPlan plan;
    private final String recipe;
    private final Path folder;

    /**
     * A run, not yet begun.
     *
     * @param recipe says what is trained on what and how; a checkpoint of another recipe is refused
     * @param folder that exists, for the checkpoint and {@code loss.csv}
     */
    public TrainingRun(TrainableDecoder decoder, BatchSource data, TrainingPlan plan, String recipe, Path folder) {
        this.decoder = decoder;
        this.data = data;
        this.plan = plan;
        this.recipe = recipe + " " + decoder.shape() + " " + plan;
        this.folder = folder;
    }

    /**
     * Trains to the end.
     *
     * @return the parameters, as the decoder's layout has them
     * @throws ArithmeticException if the loss is no longer a number
     */
    public float[] run(TrainingProgress progress) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoint start = Checkpoint.read(file, recipe).orElseGet(this::beginning);
        LossCurve curve = LossCurve.after(start.step(), folder.resolve("loss.csv"));
        AdamW optimiser = new AdamW(decoder.layout(), plan.weightDecay(), start.first(), start.second());
        float[] parameters = start.parameters();
        for (int step = start.step() + 1; step <= plan.steps(); step++) {
            LossAndGradient result = decoder.gradient(parameters, data.batch(step));
            double length = length(result.gradient());
            if (!Double.isFinite(result.loss()) || !Double.isFinite(length)) {
                throw new ArithmeticException("step " + step + ": the loss is " + result.loss()
                        + " and its gradient's length " + length + "; the learning rate may be too high");
            }
            double rate = plan.rate(step);
            double scale = Math.min(1, plan.longestGradient() / length);
            optimiser.update(parameters, result.gradient(), scale, rate, step);
            curve.add(step, rate, result.loss());
            if (step % STEPS_BETWEEN_CHECKPOINTS == 0 || step == plan.steps()) {
                new Checkpoint(step, parameters, optimiser.first(), optimiser.second()).write(file, recipe);
            }
            progress.advance(step, plan.steps(), result.loss());
        }
        return parameters;
    }

    private Checkpoint beginning() {
        int size = decoder.layout().size();
        return new Checkpoint(0, decoder.layout().initial(plan.seed()), new float[size], new float[size]);
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
