package dev.engram.training.net;

import java.util.List;

/**
 * One named parameter, and where it lies in the vector of all.
 *
 * @param name as in a GPT-2 checkpoint
 * @param shape row-major; maps are stored inputs first
 * @param offset of its first element
 * @param start how it begins
 */
public record Parameter(String name, List<Integer> shape, int offset, Start start) {

    /** What a parameter is before the first step. */
    public sealed interface Start {
        /** Normal deviates; such parameters are the ones that weight decay pulls at. */
        record Normal(double standardDeviation) implements Start {}

        /** The same everywhere. */
        record Constant(float value) implements Start {}
    }

    public Parameter {
        shape = List.copyOf(shape);
    }

    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    public int end() {
        return offset + size();
    }

    public boolean isDecayed() {
        return start instanceof Start.Normal;
    }
}
