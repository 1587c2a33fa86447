package dev.engram.models.family;

import dev.engram.models.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A random decoder of attention alone and its logits in plain loops, written from the formula (Elhage et al. 2021, with LayerNorm, biases
 * and learned positions) over parameters as a file has them: it shares no code with the engines, nor with what reads weights by role.
 */
final class AttentionOnlyFormula {

    static final int LAYERS = 2;
    static final int HEADS = 2;
    static final int WIDTH = 6;
    static final int VOCABULARY = 7;
    static final int CONTEXT = 5;
    static final double EPSILON = 1e-3;

    private final Random random = new Random(2021);
    private final Map<String, FloatTensor> parameters = new LinkedHashMap<>();

    AttentionOnlyFormula() {
        put("transformer.wte.weight", VOCABULARY, WIDTH);
        put("transformer.wpe.weight", CONTEXT, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "transformer.h." + layer + ".";
            put(block + "ln_1.weight", WIDTH);
            put(block + "ln_1.bias", WIDTH);
            put(block + "attn.c_attn.weight", WIDTH, 3 * WIDTH);
            put(block + "attn.c_attn.bias", 3 * WIDTH);
            put(block + "attn.c_proj.weight", WIDTH, WIDTH);
            put(block + "attn.c_proj.bias", WIDTH);
        }
        put("transformer.ln_f.weight", WIDTH);
        put("transformer.ln_f.bias", WIDTH);
        put("lm_head.weight", VOCABULARY, WIDTH);
    }

    private void put(String name, int... shape) {
        float[] values = new float[shape.length == 1 ? shape[0] : shape[0] * shape[1]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        parameters.put(name, FloatTensor.wrap(values, shape));
    }

    /** As a file has them: linear maps [inputs, outputs], tables a vector a row. */
    Map<String, FloatTensor> parameters() {
        return parameters;
    }

    FloatTensor parameter(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    /** Logits of every position. */
    double[][] logits(List<Integer> tokens, String unembedding) {
        double[][] residual = new double[tokens.size()][WIDTH];
        for (int t = 0; t < tokens.size(); t++) {
            for (int i = 0; i < WIDTH; i++) {
                double embedded = parameter("transformer.wte.weight").get(tokens.get(t), i);
                residual[t][i] = embedded + parameter("transformer.wpe.weight").get(t, i);
            }
        }
        for (int layer = 0; layer < LAYERS; layer++) {
            addAttention("transformer.h." + layer + ".", residual);
        }
        double[][] logits = new double[tokens.size()][VOCABULARY];
        for (int t = 0; t < tokens.size(); t++) {
            double[] normed = layerNorm("transformer.ln_f", residual[t]);
            for (int token = 0; token < VOCABULARY; token++) {
                for (int i = 0; i < WIDTH; i++) {
                    logits[t][token] += normed[i] * parameter(unembedding).get(token, i);
                }
            }
        }
        return logits;
    }

    private void addAttention(String block, double[][] residual) {
        int length = residual.length;
        double[][] fused = new double[length][]; // q|k|v
        for (int t = 0; t < length; t++) {
            fused[t] = linear(block + "attn.c_attn", layerNorm(block + "ln_1", residual[t]), 3 * WIDTH);
        }
        for (int t = 0; t < length; t++) {
            double[] mixed = new double[WIDTH];
            for (int head = 0; head < HEADS; head++) {
                mix(fused, t, head * WIDTH / HEADS, mixed);
            }
            double[] output = linear(block + "attn.c_proj", mixed, WIDTH);
            for (int i = 0; i < WIDTH; i++) {
                residual[t][i] += output[i];
            }
        }
    }

    /** One head's share of the mixed values of position t: the softmax of its query's scores, times the values. */
    private static void mix(double[][] fused, int t, int from, double[] mixed) {
        int width = WIDTH / HEADS;
        double[] weights = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
            double score = 0;
            for (int i = from; i < from + width; i++) {
                score += fused[t][i] * fused[s][WIDTH + i];
            }
            weights[s] = Math.exp(score / Math.sqrt(width));
            sum += weights[s];
        }
        for (int s = 0; s <= t; s++) {
            for (int i = from; i < from + width; i++) {
                mixed[i] += weights[s] / sum * fused[s][2 * WIDTH + i];
            }
        }
    }

    private double[] layerNorm(String name, double[] x) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double normed = (x[i] - mean) / Math.sqrt(variance + EPSILON);
            y[i] = normed * parameter(name + ".weight").get(i)
                    + parameter(name + ".bias").get(i);
        }
        return y;
    }

    private double[] linear(String name, double[] x, int outputs) {
        double[] y = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            y[output] = parameter(name + ".bias").get(output);
            for (int input = 0; input < x.length; input++) {
                y[output] += x[input] * parameter(name + ".weight").get(input, output);
            }
        }
        return y;
    }
}
