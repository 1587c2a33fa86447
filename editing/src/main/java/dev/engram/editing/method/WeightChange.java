package dev.engram.editing.method;

import dev.engram.editing.context.TargetPrompt;
import dev.engram.models.EditableModel;
import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.LogitSelection;
import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ObjectiveRequest.Addition;
import dev.engram.models.ObjectiveTerm;
import dev.engram.models.ObjectiveTerm.NegativeLogLikelihood;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A change of one MLP output projection, [D, F], seen from the positions of some texts: each has a key, and the change adds to its value. */
final class WeightChange {

    private final int layer;
    private final int width;
    private final int inputs;
    private final List<TargetPrompt> prompts;
    private final List<float[]> keys = new ArrayList<>();
    private final double[] values;

    /** No change yet; runs the texts for their keys. */
    WeightChange(EditableModel model, int layer, List<TargetPrompt> prompts) {
        this.layer = layer;
        this.prompts = prompts;
        FloatTensor projection = model.outputProjection(layer);
        this.width = projection.dimension(0);
        this.inputs = projection.dimension(1);
        this.values = new double[projection.size()];
        Site post = new Site(SiteKind.MLP_POST, layer);
        List<List<Integer>> texts = prompts.stream().map(WeightChange::read).toList();
        ForwardResult result = model.run(new ForwardRequest(texts, List.of(), Set.of(post), new LogitSelection.None()));
        for (int text = 0; text < texts.size(); text++) {
            FloatTensor rows = result.activation(post, text);
            for (int position = 0; position < texts.get(text).size(); position++) {
                keys.add(rows.at(position).toArray());
            }
        }
    }

    /** What is run of a text: its last token says nothing of the target. */
    private static List<Integer> read(TargetPrompt prompt) {
        return prompt.ids().subList(0, prompt.ids().size() - 1);
    }

    /** The likelihood of each target token, with an addition at each position of each text, in the order of the keys. */
    ObjectiveRequest objective() {
        List<Addition> additions = new ArrayList<>();
        List<ObjectiveTerm> terms = new ArrayList<>();
        for (int text = 0; text < prompts.size(); text++) {
            TargetPrompt prompt = prompts.get(text);
            for (int position = 0; position < read(prompt).size(); position++) {
                additions.add(new Addition(additions.size(), text, position));
            }
            for (int position = prompt.target().from();
                    position < prompt.target().to();
                    position++) {
                terms.add(new NegativeLogLikelihood(
                        text, position - 1, prompt.ids().get(position)));
            }
        }
        return new ObjectiveRequest(
                layer, prompts.stream().map(WeightChange::read).toList(), additions, terms);
    }

    Set<Integer> allVectors() {
        return IntStream.range(0, keys.size()).boxed().collect(Collectors.toSet());
    }

    int size() {
        return values.length;
    }

    /** The change itself, row-major: the optimiser works on it. */
    double[] values() {
        return values;
    }

    /** What the change adds at each position: change x key, [positions, D]. */
    FloatTensor increments() {
        float[] increments = new float[keys.size() * width];
        for (int row = 0; row < keys.size(); row++) {
            float[] key = keys.get(row);
            for (int output = 0; output < width; output++) {
                double sum = 0;
                for (int input = 0; input < inputs; input++) {
                    sum += values[output * inputs + input] * key[input];
                }
                increments[row * width + output] = (float) sum;
            }
        }
        return FloatTensor.wrap(increments, keys.size(), width);
    }

    /** The gradient at the change from those at the increments: the sum over positions of gradient x key. */
    double[] gradient(FloatTensor atIncrements) {
        float[] gradients = atIncrements.toArray();
        double[] sum = new double[values.length];
        for (int row = 0; row < keys.size(); row++) {
            float[] key = keys.get(row);
            for (int output = 0; output < width; output++) {
                double gradient = gradients[row * width + output];
                for (int input = 0; input < inputs; input++) {
                    sum[output * inputs + input] += gradient * key[input];
                }
            }
        }
        return sum;
    }

    /** Brings each entry within a distance of zero. */
    void clamp(double largest) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-largest, Math.min(largest, values[i]));
        }
    }

    FloatTensor delta() {
        float[] delta = new float[values.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (float) values[i];
        }
        return FloatTensor.wrap(delta, width, inputs);
    }
}
