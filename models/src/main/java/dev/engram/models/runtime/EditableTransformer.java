package dev.engram.models.runtime;

import dev.engram.models.EditableModel;
import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.LowerBlocks;
import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ResidualObjective;
import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.engine.EditableEngine;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A decoder on an engine that can exchange weights; its gradients are that engine's, or another's. Owns the engines and the tokenizer. */
public final class EditableTransformer extends TransformerModel implements EditableModel {

    private final EditableEngine engine;
    private final Gradients gradients;
    private final Deque<Scope> open = new ArrayDeque<>();
    private int weightsVersion;
    private @Nullable Memory memory;

    public EditableTransformer(Tokenizer tokenizer, DifferentiableEngine engine) {
        super(tokenizer, engine);
        this.engine = engine;
        this.gradients = new Gradients.Own(engine);
    }

    /**
     * A decoder on an engine without gradients.
     *
     * @param gradients loads the same decoder on an engine that has them; asked when gradients are first needed, if ever
     */
    public EditableTransformer(
            Tokenizer tokenizer, EditableEngine engine, Supplier<? extends DifferentiableEngine> gradients) {
        super(tokenizer, engine);
        this.engine = engine;
        this.gradients = new Gradients.Borrowed(gradients);
    }

    @Override
    public ForwardResult run(ForwardRequest request) {
        return memory == null ? super.run(request) : memory.run(request);
    }

    @Override
    public LowerBlocks lowerBlocks(Set<Integer> layers, long bytes) {
        layers.forEach(this::requireMlp);
        if (memory != null) {
            throw new IllegalStateException("a memory of lower blocks is in use; close it first");
        }
        // Block 0 has nothing below it; the last one is narrowed where its input is not looked at, which rounds
        // otherwise.
        Set<Integer> entries = layers.stream()
                .filter(layer -> layer > 0 && layer < spec().layers() - 1)
                .collect(Collectors.toSet());
        memory = new Memory(new KeptResiduals(entries, bytes));
        return memory;
    }

    @Override
    public ResidualObjective objective(ObjectiveRequest request) {
        ObjectiveCheck.require(request, spec());
        return TailObjective.of(gradients.engine(engine, exchangedLayers()), request, () -> weightsVersion);
    }

    private Set<Integer> exchangedLayers() {
        return open.stream().flatMap(scope -> scope.layers.stream()).collect(Collectors.toSet());
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
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("no weights are given to exchange");
        }
        weights.forEach(this::requireFits);
        List<EditableEngine.Replaced> replaced = new ArrayList<>();
        weights.forEach((layer, weight) -> replaced.add(engine.replaceOutputProjection(layer, weight.toArray())));
        weightsVersion++;
        Scope scope = new Scope(replaced, Set.copyOf(weights.keySet()));
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

    @Override
    public void close() {
        gradients.close();
        super.close();
    }

    /** Weights that were exchanged together. */
    private final class Scope implements ReplacedWeights {

        private final List<EditableEngine.Replaced> replaced;
        private final Set<Integer> layers;
        private boolean closed;

        Scope(List<EditableEngine.Replaced> replaced, Set<Integer> layers) {
            this.replaced = replaced;
            this.layers = layers;
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
            replaced.forEach(EditableEngine.Replaced::close);
        }
    }

    /** The kept inputs of blocks, and whether more are being kept. */
    private final class Memory implements LowerBlocks {

        private final KeptResiduals residuals;
        private boolean keeps;

        Memory(KeptResiduals residuals) {
            this.residuals = residuals;
        }

        @Override
        public <T> T keep(Supplier<T> passes) {
            if (!open.isEmpty()) {
                throw new IllegalStateException("the model has exchanged weights; lower blocks are kept of its own");
            }
            keeps = true;
            try {
                return passes.get();
            } finally {
                keeps = false;
            }
        }

        ForwardResult run(ForwardRequest request) {
            RequestCheck.require(request, spec());
            if (keeps) {
                ForwardResult result = ForwardPass.run(engine, residuals.asking(request));
                residuals.keep(request, result);
                return result;
            }
            int lowest = exchangedLayers().stream().min(Integer::compare).orElse(spec().layers() - 1);
            return residuals
                    .find(request, lowest)
                    .map(entry -> ForwardPass.runFrom(entry, engine, request))
                    .orElseGet(() -> ForwardPass.run(engine, request));
        }

        @Override
        public void close() {
            if (memory == this) {
                memory = null;
            }
        }
    }
}
