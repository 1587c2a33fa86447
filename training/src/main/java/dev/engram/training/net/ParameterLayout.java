package dev.engram.training.net;

import dev.engram.training.net.Parameter.Start;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * All parameters of a decoder in one vector: one leaf for the gradients, one loop for the optimiser, one array for a checkpoint. Starts
 * are GPT-2's: deviation 0.02, less by the square root of 2L for what writes to the residual.
 */
public final class ParameterLayout {

    private static final double DEVIATION = 0.02;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private int size;

    private ParameterLayout() {}

    public static ParameterLayout of(DecoderShape shape) {
        ParameterLayout layout = new ParameterLayout();
        int width = shape.width();
        Start wide = new Start.Normal(DEVIATION);
        Start narrow = new Start.Normal(DEVIATION / Math.sqrt(2.0 * shape.layers()));
        layout.add("transformer.wte.weight", wide, shape.vocabulary(), width);
        layout.add("transformer.wpe.weight", wide, shape.context(), width);
        for (int layer = 0; layer < shape.layers(); layer++) {
            String block = "transformer.h." + layer + ".";
            layout.addNorm(block + "ln_1", width);
            layout.addLinear(block + "attn.c_attn", wide, width, 3 * width);
            layout.addLinear(block + "attn.c_proj", narrow, width, width);
            if (shape.hasMlp()) {
                layout.addNorm(block + "ln_2", width);
                layout.addLinear(block + "mlp.c_fc", wide, width, shape.mlpWidth());
                layout.addLinear(block + "mlp.c_proj", narrow, shape.mlpWidth(), width);
            }
        }
        layout.addNorm("transformer.ln_f", width);
        if (!shape.tied()) {
            layout.add("lm_head.weight", wide, shape.vocabulary(), width);
        }
        return layout;
    }

    private void addNorm(String name, int width) {
        add(name + ".weight", new Start.Constant(1), width);
        add(name + ".bias", new Start.Constant(0), width);
    }

    private void addLinear(String name, Start start, int inputs, int outputs) {
        add(name + ".weight", start, inputs, outputs);
        add(name + ".bias", new Start.Constant(0), outputs);
    }

    private void add(String name, Start start, Integer... shape) {
        Parameter parameter = new Parameter(name, List.of(shape), size, start);
        parameters.put(name, parameter);
        size = parameter.end();
    }

    /** Elements of the vector. */
    public int size() {
        return size;
    }

    /** In the vector's order. */
    public List<Parameter> parameters() {
        return new ArrayList<>(parameters.values());
    }

    /** A vector to start from. */
    public float[] initial(long seed) {
        Random random = new Random(seed);
        float[] vector = new float[size];
        for (Parameter parameter : parameters.values()) {
            for (int i = parameter.offset(); i < parameter.end(); i++) {
                vector[i] = parameter.start() instanceof Start.Normal normal
                        ? (float) (normal.standardDeviation() * random.nextGaussian())
                        : ((Start.Constant) parameter.start()).value();
            }
        }
        return vector;
    }
}
