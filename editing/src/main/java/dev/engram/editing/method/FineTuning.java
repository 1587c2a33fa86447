package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.context.TargetPrompt;
import dev.engram.editing.method.EditProgress.Phase;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.update.DenseUpdate;
import dev.engram.editing.value.Adam;
import dev.engram.editing.value.LossPoint;
import dev.engram.models.EditableModel;
import dev.engram.models.ResidualObjective;
import dev.engram.models.ResidualObjective.Evaluation;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fine-tuning of one layer's MLP output projection W on the rewrites: FT-M, and FT-L where the change of each weight is bounded. The loss is
 * the mean negative log-likelihood of each target token after the prompt and the target tokens before it, of the prompt by itself; the
 * code of ROME reads all target tokens from the last token of the prompt instead, which is right for targets of one token alone.
 *
 * <p>No weight is exchanged while it runs: a change of W adds {@code change x mlp.post} to the block's output, and the gradient at W is the
 * sum over positions of (gradient there) x mlp.post.
 */
public final class FineTuning implements Editor {

    private final EditorSettings.FineTuning settings;

    public FineTuning(EditorSettings.FineTuning settings) {
        this.settings = settings;
    }

    @Override
    public EditorSettings settings() {
        return settings;
    }

    @Override
    public EditResult edit(EditableModel model, List<Rewrite> rewrites, EditProgress progress) {
        List<TargetPrompt> prompts = rewrites.stream()
                .map(rewrite -> TargetPrompt.of(rewrite, "", model.tokenizer()))
                .toList();
        WeightChange change = new WeightChange(model, settings.layer(), prompts);
        Adam adam = new Adam(settings.learningRate(), change.size());
        LossCurves curves = new LossCurves(prompts);
        try (ResidualObjective objective = model.objective(change.objective())) {
            for (int step = 0; ; step++) {
                progress.at(Phase.STEPS, step, settings.steps());
                try (Evaluation evaluation = objective.evaluate(change.increments(), change.allVectors())) {
                    double loss = curves.add(evaluation.terms());
                    if (step == settings.steps() || loss < settings.earlyStop()) {
                        break;
                    }
                    FloatTensor gradient = evaluation.gradient(curves.weights());
                    adam.update(change.values(), change.gradient(gradient));
                }
                settings.largestChange().ifPresent(change::clamp);
            }
        }
        return new EditResult(List.of(new DenseUpdate(settings.layer(), change.delta())), facts(rewrites, curves));
    }

    private static List<FactReport> facts(List<Rewrite> rewrites, LossCurves curves) {
        return IntStream.range(0, rewrites.size())
                .mapToObj(fact -> new FactReport(rewrites.get(fact), curves.of(fact), Optional.empty()))
                .toList();
    }

    /** The losses of all rewrites at each step, from the terms of an objective: a term a target token, rewrite after rewrite. */
    private static final class LossCurves {

        private final List<TargetPrompt> prompts;
        private final List<List<LossPoint>> curves;

        LossCurves(List<TargetPrompt> prompts) {
            this.prompts = prompts;
            this.curves = prompts.stream()
                    .<List<LossPoint>>map(prompt -> new ArrayList<>())
                    .toList();
        }

        /** Each term's share in the mean over rewrites of the mean over their tokens. */
        List<Double> weights() {
            return prompts.stream()
                    .flatMap(
                            prompt -> Collections.nCopies(
                                    prompt.target().length(),
                                    1.0 / prompts.size() / prompt.target().length())
                                    .stream())
                    .toList();
        }

        /** Notes a step; the mean loss. */
        double add(List<Double> terms) {
            double sum = 0;
            int from = 0;
            for (int fact = 0; fact < prompts.size(); fact++) {
                int to = from + prompts.get(fact).target().length();
                double loss = terms.subList(from, to).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
                if (!Double.isFinite(loss)) {
                    throw new ArithmeticException("the loss of fact " + fact + " is " + loss + " after "
                            + curves.get(fact).size() + " steps of fine-tuning; a lower learning rate may help");
                }
                curves.get(fact).add(new LossPoint(loss, 0, 0));
                sum += loss;
                from = to;
            }
            return sum / prompts.size();
        }

        List<LossPoint> of(int fact) {
            return curves.get(fact);
        }
    }
}
