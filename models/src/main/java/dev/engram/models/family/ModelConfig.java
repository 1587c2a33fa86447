package dev.engram.models.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a model's {@code config.json}, or what another format says in its terms.
 *
 * @param source the file, for messages
 * @param values numbers as {@code Number}, objects as {@code Map}, arrays as {@code List}; nulls left out
 * @param nulls keys whose value is none: of some keys, that means something else than their absence
 */
public record ModelConfig(String source, Map<String, Object> values, Set<String> nulls) {

    public ModelConfig {
        values = Map.copyOf(values);
        nulls = Set.copyOf(nulls);
    }

    /** Settings without nulls. */
    public ModelConfig(String source, Map<String, Object> values) {
        this(source, values, Set.of());
    }

    /** Whether a key is there without a value. */
    boolean isNull(String key) {
        return nulls.contains(key);
    }

    /** The {@code model_type}. */
    public String modelType() {
        return string("model_type").orElseThrow(() -> missing("model_type"));
    }

    public Optional<String> string(String key) {
        return value(key, String.class);
    }

    public Optional<Boolean> flag(String key) {
        return value(key, Boolean.class);
    }

    public Optional<Double> number(String key) {
        return value(key, Number.class).map(Number::doubleValue);
    }

    public double requireNumber(String key) {
        return number(key).orElseThrow(() -> missing(key));
    }

    /** A whole number above zero. */
    public Optional<Integer> count(String key) {
        return number(key).map(number -> {
            if (number < 1 || number > Integer.MAX_VALUE || number != Math.rint(number)) {
                throw new IllegalArgumentException(
                        source + ": '" + key + "' is " + number + ", not a whole number above zero");
            }
            return number.intValue();
        });
    }

    public int requireCount(String key) {
        return count(key).orElseThrow(() -> missing(key));
    }

    /** The settings inside an object. */
    public Optional<ModelConfig> section(String key) {
        return value(key, Map.class).map(map -> {
            @SuppressWarnings("unchecked") // parsed JSON objects have string keys
            Map<String, Object> inner = (Map<String, Object>) map;
            return new ModelConfig(source + ", '" + key + "'", inner);
        });
    }

    /** Numbers of an array. */
    public Optional<List<Double>> numbers(String key) {
        return elements(key, Number.class, "numbers")
                .map(numbers -> numbers.stream().map(Number::doubleValue).toList());
    }

    /** Strings of an array. */
    public Optional<List<String>> strings(String key) {
        return elements(key, String.class, "strings");
    }

    private <T> Optional<List<T>> elements(String key, Class<T> type, String expected) {
        return value(key, List.class).map(list -> {
            @SuppressWarnings("unchecked") // each element is cast when it is read
            List<Object> elements = (List<Object>) list;
            return elements.stream()
                    .map(element -> {
                        if (type.isInstance(element)) {
                            return type.cast(element);
                        }
                        throw new IllegalArgumentException(
                                source + ": '" + key + "' holds " + element + ", not only " + expected);
                    })
                    .toList();
        });
    }

    /** Refuses a setting that would change the arithmetic in a way that is not built. */
    public void refuse(String key, Object unsupported) {
        if (unsupported.equals(values.get(key))) {
            throw new IllegalArgumentException(
                    source + ": '" + key + "' is " + unsupported + ", which is not supported");
        }
    }

    private <T> Optional<T> value(String key, Class<T> type) {
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(
                    source + ": '" + key + "' is " + value + ", not a " + type.getSimpleName());
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    private IllegalArgumentException missing(String key) {
        return new IllegalArgumentException(source + " does not say '" + key + "'");
    }
}
