package dev.engram.models.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key-value pairs of a GGUF file's header, in its order. Strings are {@code String}, integers of any width {@code Long}, floats {@code Double},
 * booleans {@code Boolean}, arrays {@code List} of one of these.
 */
public record GgufMetadata(Map<String, Object> values) {

    public GgufMetadata {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A string, if the key is there; the getters refuse a value of another type by {@link IllegalArgumentException}. */
    public Optional<String> string(String key) {
        return value(key, String.class);
    }

    public Optional<Long> integer(String key) {
        return value(key, Long.class);
    }

    public Optional<Double> number(String key) {
        Object value = values.get(key);
        return value instanceof Long whole ? Optional.of((double) whole) : value(key, Double.class);
    }

    public Optional<Boolean> flag(String key) {
        return value(key, Boolean.class);
    }

    /** An array of one element type. */
    public <T> Optional<List<T>> list(String key, Class<T> elementType) {
        return value(key, List.class).map(list -> {
            for (Object element : list) {
                if (!elementType.isInstance(element)) {
                    throw wrongType(key, element, elementType);
                }
            }
            @SuppressWarnings("unchecked") // each element was checked above
            List<T> typed = (List<T>) list;
            return typed;
        });
    }

    private <T> Optional<T> value(String key, Class<T> type) {
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw wrongType(key, value, type);
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    private static IllegalArgumentException wrongType(String key, Object value, Class<?> expected) {
        return new IllegalArgumentException("metadata key '" + key + "' holds a "
                + value.getClass().getSimpleName() + ", not a " + expected.getSimpleName());
    }
}
