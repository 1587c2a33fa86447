package dev.engram.editing.settings;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that must say all that is asked for and nothing else: no name twice, missing or unknown, no null but where a value is optional, no number
 * in the place of another kind.
 */
public final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultNullHandling(nulls -> JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
            .withConfigOverride(
                    OptionalDouble.class, own -> own.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.SET)))
            .build();

    private StrictJson() {}

    /**
     * A value as a text that {@link #read} gives back.
     *
     * @param type what it is read as, which says whether subtypes are named
     */
    public static <T> String write(T value, TypeReference<T> type) {
        return MAPPER.writerFor(type).writeValueAsString(value);
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException if it is none; the message is a clause that says what is wrong, and where in the text
     */
    public static <T> T read(String json, TypeReference<T> type) {
        try {
            T read = MAPPER.readValue(json, type);
            if (read == null) {
                throw new IllegalArgumentException("it is null");
            }
            return read;
        } catch (JacksonException failure) {
            throw new IllegalArgumentException(JsonProblem.of(failure), failure);
        }
    }
}
