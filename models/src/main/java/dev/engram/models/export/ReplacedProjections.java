package dev.engram.models.export;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.TensorToWrite;
import dev.engram.models.weights.WeightMatrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The MLP output projections that are to be others in the written model, checked against the model that they belong to. */
final class ReplacedProjections {

    /** A map, and what takes its place. */
    private record Replacement(WeightMatrix place, FloatTensor map) {}

    private final SortedMap<Integer, String> parameters = new TreeMap<>();
    private final Map<String, Replacement> byParameter = new HashMap<>();

    private ReplacedProjections() {}

    /** @param maps [D, F] by layer */
    static ReplacedProjections of(DecoderWeights weights, Map<Integer, FloatTensor> maps) {
        ReplacedProjections replaced = new ReplacedProjections();
        new TreeMap<>(maps).forEach((layer, map) -> replaced.add(layer, weights.outputProjection(layer), map));
        return replaced;
    }

    private void add(int layer, WeightMatrix place, FloatTensor map) {
        place.requireShape(map);
        if (byParameter.put(place.parameter(), new Replacement(place, map)) != null) {
            throw new IllegalArgumentException("the MLP output projections of several layers, " + layer
                    + " the last of them, lie in one parameter, '" + place.parameter()
                    + "'; only one of them can be replaced");
        }
        parameters.put(layer, place.parameter());
    }

    /** The parameters that are changed, by layer. */
    SortedMap<Integer, String> parameters() {
        return parameters;
    }

    /** The numbers of a parameter as the Hugging Face model stores it, if it is changed. */
    Optional<TensorToWrite.Numbers> numbers(String parameter) {
        return Optional.ofNullable(byParameter.get(parameter))
                .map(replacement -> target -> replacement.place().writeWith(replacement.map(), target));
    }

    /**
     * A parameter as it is to be written, if it is changed.
     *
     * @throws IllegalArgumentException if the type cannot hold a value of it
     */
    Optional<TensorToWrite> find(String parameter, ElementType type) {
        return Optional.ofNullable(byParameter.get(parameter)).map(replacement -> {
            WeightMatrix place = replacement.place();
            FloatTensor map = replacement.map();
            List<Long> shape = place.checkpoint().tensor(parameter).shape();
            TensorToWrite.Rounded tensor =
                    new TensorToWrite.Rounded(parameter, type, shape, target -> place.writeWith(map, target));
            tensor.requireFits(map); // before anything is written, which can take long
            return tensor;
        });
    }
}
