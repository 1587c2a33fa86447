package dev.engram.tracing.summary;

import java.util.ArrayList;
import java.util.List;

/** Layers in words: {@code layer 9}, {@code layers 3 and 7 to 11}; their number and ends where they are too scattered to be listed. */
public final class LayerText {

    private static final int LEAST_RANGE = 3;
    private static final int MOST_PARTS = 4;

    private LayerText() {}

    /**
     * Layers in words.
     *
     * @param layers ascending
     */
    public static String of(List<Integer> layers) {
        List<String> parts = new ArrayList<>();
        for (int from = 0, to; from < layers.size(); from = to) {
            to = from + 1;
            while (to < layers.size() && layers.get(to) == layers.get(to - 1) + 1) {
                to++;
            }
            if (to - from >= LEAST_RANGE) {
                parts.add(layers.get(from) + " to " + layers.get(to - 1));
            } else {
                layers.subList(from, to).forEach(layer -> parts.add(layer.toString()));
            }
        }
        if (layers.size() == 1) {
            return "layer " + layers.get(0);
        }
        if (parts.size() > MOST_PARTS) {
            return layers.size() + " layers from " + layers.get(0) + " to " + layers.get(layers.size() - 1);
        }
        int last = parts.size() - 1;
        return "layers "
                + (last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last));
    }
}
