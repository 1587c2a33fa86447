package dev.engram.models.runtime;

import dev.engram.models.EditableModel;
import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ResidualObjective;
import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A decoder on an engine that has gradients and can exchange weights. Owns the engine and the tokenizer. */
public final class EditableTransformer extends TransformerModel implements EditableModel {

    private final DifferentiableEngine engine;
    private final Deque<Scope> open = new ArrayDeque<>();
    private int weightsVersion;

    public EditableTransformer(Tokenizer tokenizer, DifferentiableEngine engine) {
        super(tokenizer, engine);
        this.engine = engine;
    }

    @Override
    public ResidualObjective objective(ObjectiveRequest request) {
        ObjectiveCheck.require(request, spec());
        return TailObjective.of(engine, request, () -> weightsVersion);
    }

    @Override
    public FloatTensor outputProjection(int layer) {
        requireMlp(layer);
        return FloatTensor.wrap(engine.outputProjection(layer), spec().width(), mlpWidth());
    }

    @Override
    public FloatTensor outputBias(int layer) {
        requireMlp(layer);
        return FloatTensor.wrap(engine.outputBias(layer), spec().width());
    }

    @Override
    public ReplacedWeights replaceOutputProjections(Map<Integer, FloatTensor> weights) {
        weights.forEach(this::requireFits);
        List<DifferentiableEngine.Replaced> replaced = new ArrayList<>();
        weights.forEach((layer, weight) -> replaced.add(engine.replaceOutputProjection(layer, weight.toArray())));
        weightsVersion++;
        Scope scope = new Scope(replaced);
        open.push(scope);
        return scope;
    }

    private int mlpWidth() {
        return spec().mlp().orElseThrow().width();
    }

    private void requireMlp(int layer) {
        if (layer < 0 || layer >= spec().layers()) {
            throw new IllegalArgumentException(
                    "layer " + layer + " is none of the model's, which are 0 to " + (spec().layers() - 1));
        }
        if (spec().mlp().isEmpty()) {
            throw new IllegalArgumentException("the model's blocks are attention alone; there is no MLP to edit");
        }
    }

    private void requireFits(int layer, FloatTensor weight) {
        requireMlp(layer);
        List<Integer> shape = List.of(spec().width(), mlpWidth());
        if (!weight.shape().equals(shape)) {
            throw new IllegalArgumentException("an output projection of shape " + weight.shape() + " for layer " + layer
                    + ", whose own is " + shape);
        }
        for (float value : weight.toArray()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("the new output projection of layer " + layer + " holds " + value);
            }
        }
    }

    /** Weights that were exchanged together. */
    private final class Scope implements ReplacedWeights {

        private final List<DifferentiableEngine.Replaced> replaced;
        private boolean closed;

        Scope(List<DifferentiableEngine.Replaced> replaced) {
            this.replaced = replaced;
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            if (open.peek() != this) {
                throw new IllegalStateException(
                        "weights that were exchanged after these still are; close the later scope first");
            }
            open.pop();
            closed = true;
            weightsVersion++;
            replaced.forEach(DifferentiableEngine.Replaced::close);
        }
    }
}
