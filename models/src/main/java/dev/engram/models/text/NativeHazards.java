package dev.engram.models.text;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Parts of a {@code tokenizer.json} on which the native library (tokenizers 0.21) can end the whole process, so that there is nothing
 * to catch. They are refused; the tokenizers of the supported families have none of them.
 *
 * <p>The checks ask for fields and not for the part's type, because the library takes a part whose type is damaged for whichever one
 * its fields fit.
 */
final class NativeHazards {

    private NativeHazards() {}

    static Optional<String> inNormalizer(JsonNode normalizer) {
        return parts(normalizer)
                .flatMap(part -> Stream.of(precompiled(part), replacement(part), prefix(part))
                        .flatMap(Optional::stream))
                .findFirst();
    }

    static Optional<String> inPreTokenizer(JsonNode preTokenizer) {
        return parts(preTokenizer)
                .filter(part ->
                        part.path("length").isNumber() && part.path("length").asDouble() < 1)
                .map(part -> "a pre-tokenizer that cuts pieces of no length")
                .findFirst();
    }

    private static Optional<String> precompiled(JsonNode part) {
        return part.has("precompiled_charsmap")
                ? Optional.of("a 'Precompiled' normalizer, whose table cannot be checked")
                : Optional.empty();
    }

    /** Replacing what has no length goes wrong, and whether a regular expression matches that cannot be told beforehand. */
    private static Optional<String> replacement(JsonNode part) {
        JsonNode pattern = part.path("pattern");
        return pattern.has("Regex") || pattern.path("String").asString("-").isEmpty()
                ? Optional.of("a 'Replace' normalizer with a regular expression or an empty pattern")
                : Optional.empty();
    }

    private static Optional<String> prefix(JsonNode part) {
        return part.path("prepend").asString("-").isEmpty()
                ? Optional.of("a 'Prepend' normalizer with nothing to prepend")
                : Optional.empty();
    }

    /** A part and all parts in it. */
    private static Stream<JsonNode> parts(JsonNode part) {
        return Stream.concat(Stream.of(part), part.valueStream().flatMap(NativeHazards::parts));
    }
}
