package dev.engram.models.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the files of a model directory say about begin and end of text.
 *
 * <p>The begin-of-text token is what {@code tokenizer_config.json} names, else {@code special_tokens_map.json}, else the
 * {@code bos_token_id} of {@code generation_config.json} or {@code config.json}; a {@code null} in the first means that there is none.
 */
final class DirectorySettings {

    private final Path directory;
    private final JsonNode tokenizerConfig;
    private final JsonNode specialTokensMap;
    private final List<JsonNode> modelConfigs;

    private DirectorySettings(Path directory) throws IOException {
        this.directory = directory;
        this.tokenizerConfig = JsonFiles.objectOrEmpty(directory.resolve("tokenizer_config.json"));
        this.specialTokensMap = JsonFiles.objectOrEmpty(directory.resolve("special_tokens_map.json"));
        this.modelConfigs = List.of(
                JsonFiles.objectOrEmpty(directory.resolve("generation_config.json")),
                JsonFiles.objectOrEmpty(directory.resolve("config.json")));
    }

    static DirectorySettings read(Path directory) throws IOException {
        return new DirectorySettings(directory);
    }

    /** @param idsBeforeText what the post-processor of tokenizer.json puts before a text */
    SpecialTokens resolve(NativeTokenizer binding, Vocabulary vocabulary, List<Integer> idsBeforeText)
            throws IOException {
        OptionalInt bosId = bosId(binding, vocabulary);
        boolean opensText = addBosToken().orElse(bosId.isPresent() && idsBeforeText.equals(List.of(bosId.getAsInt())));
        if (opensText && bosId.isEmpty()) {
            throw new IOException(
                    "tokenizer_config.json in " + directory
                            + " says add_bos_token, but no bos_token of this tokenizer is named there or in special_tokens_map.json");
        }
        Set<Integer> ends = new LinkedHashSet<>();
        idNamed("eos_token", binding, vocabulary).ifPresent(ends::add);
        for (JsonNode config : modelConfigs) {
            ends.addAll(ids(config.path("eos_token_id"), "eos_token_id"));
        }
        return new SpecialTokens(bosId, opensText, ends);
    }

    /** The token that is called that of the end of a text, where one is. */
    Optional<Integer> endOfText(NativeTokenizer binding, Vocabulary vocabulary) throws IOException {
        OptionalInt id = idNamed("eos_token", binding, vocabulary);
        return id.isPresent() ? Optional.of(id.getAsInt()) : Optional.empty();
    }

    private OptionalInt bosId(NativeTokenizer binding, Vocabulary vocabulary) throws IOException {
        OptionalInt named = idNamed("bos_token", binding, vocabulary);
        if (named.isPresent() || tokenizerConfig.path("bos_token").isNull()) {
            return named;
        }
        for (JsonNode config : modelConfigs) {
            for (int id : ids(config.path("bos_token_id"), "bos_token_id")) {
                return OptionalInt.of(id);
            }
        }
        return OptionalInt.empty();
    }

    private Optional<Boolean> addBosToken() throws IOException {
        JsonNode value = tokenizerConfig.path("add_bos_token");
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw unexpected("add_bos_token", value, "true or false");
        }
        return Optional.of(value.booleanValue());
    }

    private OptionalInt idNamed(String role, NativeTokenizer binding, Vocabulary vocabulary) throws IOException {
        Optional<String> named = text(tokenizerConfig.path(role), role);
        if (named.isEmpty()) {
            named = text(specialTokensMap.path(role), role);
        }
        if (named.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt added = vocabulary.idOfAdded(named.get());
        if (added.isPresent()) {
            return added;
        }
        List<NativeTokenizer.Piece> pieces = binding.encode(named.get());
        return pieces.size() == 1 ? OptionalInt.of(pieces.get(0).id()) : OptionalInt.empty();
    }

    /** A token's text, written as a string or as an object with a content. */
    private Optional<String> text(JsonNode value, String role) throws IOException {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        JsonNode text = value.isObject() ? value.path("content") : value;
        if (!text.isString()) {
            throw unexpected(role, value, "a token's text");
        }
        return Optional.of(text.stringValue());
    }

    private Set<Integer> ids(JsonNode value, String role) throws IOException {
        Set<Integer> ids = new LinkedHashSet<>();
        if (value.isMissingNode() || value.isNull()) {
            return ids;
        }
        for (JsonNode id : value.isArray() ? value.values() : List.of(value)) {
            if (!id.isInt() || id.intValue() < 0) {
                throw unexpected(role, value, "a token id or a list of them");
            }
            ids.add(id.intValue());
        }
        return ids;
    }

    private IOException unexpected(String field, JsonNode value, String expected) {
        return new IOException("the configuration in " + directory + " gives " + field + " as " + value + ", where "
                + expected + " was expected");
    }
}
