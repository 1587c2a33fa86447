package dev.engram.models.text;

import dev.engram.models.weights.GgufValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tokenizer of a Hugging Face directory as a GGUF file's metadata holds it; only byte-level BPE has such a form here. */
public final class GgufTokenizerMetadata {

    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;

    /** What says nothing of the tokens: offsets, and defaults that some writers spell out. */
    private static final Set<String> WITHOUT_MEANING = Set.of("trim_offsets");

    private final Path directory;
    private final JsonNode json;
    private final int vocabulary;

    private GgufTokenizerMetadata(Path directory, JsonNode json, int vocabulary) {
        this.directory = directory;
        this.json = json;
        this.vocabulary = vocabulary;
    }

    /**
     * The pairs.
     *
     * @param vocabulary rows of the model's embedding, which may be more than the tokenizer has tokens
     * @throws IOException if the directory's tokenizer cannot be read, or is of a kind that GGUF files have no name for here
     */
    public static Map<String, GgufValue> of(Path directory, int vocabulary) throws IOException {
        Path file = directory.resolve("tokenizer.json");
        try {
            JsonNode json = JsonMapper.shared().readTree(JsonFiles.bytes(file));
            return new GgufTokenizerMetadata(directory, json, vocabulary).pairs();
        } catch (JacksonException e) {
            throw JsonFiles.invalid(file, e);
        }
    }

    private Map<String, GgufValue> pairs() throws IOException {
        if (!json.path("model").path("type").asString("").equals("BPE")) {
            throw refused("its model is of the type '"
                    + json.path("model").path("type").asString("") + "'");
        }
        Map<String, GgufValue> pairs = new LinkedHashMap<>();
        put(pairs, "model", new GgufValue.Text("gpt2"));
        put(pairs, "pre", new GgufValue.Text(preTokenizer()));
        putTokens(pairs);
        put(pairs, "merges", new GgufValue.Texts(merges()));
        putRoles(pairs);
        JsonNode template = JsonFiles.objectOrEmpty(directory.resolve("tokenizer_config.json"))
                .path("chat_template");
        if (template.isString()) {
            pairs.put("tokenizer.chat_template", new GgufValue.Text(template.stringValue()));
        }
        return pairs;
    }

    private static void put(Map<String, GgufValue> pairs, String key, GgufValue value) {
        pairs.put("tokenizer.ggml." + key, value);
    }

    private IOException refused(String problem) {
        return new IOException("the tokenizer of " + directory + " cannot be written into a GGUF file: " + problem
                + "; only byte-level BPE with words cut as by one of " + String.join(", ", PreTokenizer.knownNames())
                + " can");
    }

    /** The name by which GGUF files know how words are cut. */
    private String preTokenizer() throws IOException {
        JsonNode words = meaning(json.path("pre_tokenizer"));
        boolean ignoresMerges = json.path("model").path("ignore_merges").asBoolean(false);
        for (PreTokenizer known : PreTokenizer.KNOWN) {
            if (words.equals(meaning(parsed(known.json())))
                    && meaning(json.path("normalizer")).equals(meaning(parsed(known.normalizerJson())))
                    && ignoresMerges == known.ignoresMerges()) {
                return known.names().get(0);
            }
        }
        throw refused("its words are cut by " + json.path("pre_tokenizer"));
    }

    private static JsonNode parsed(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static JsonNode meaning(JsonNode node) {
        if (node.isMissingNode()) {
            return parsed("null");
        }
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(WITHOUT_MEANING);
            if (object.path("type").asString("").equals("ByteLevel") && !object.has("use_regex")) {
                object.put("use_regex", true); // files from before there was a choice
            }
        }
        node.forEach(GgufTokenizerMetadata::strip);
    }

    private void putTokens(Map<String, GgufValue> pairs) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (int id = 0; id < vocabulary; id++) {
            tokens.add("[PAD" + id + "]");
        }
        List<Integer> types = new ArrayList<>(Collections.nCopies(vocabulary, UNUSED));
        for (Map.Entry<String, JsonNode> token :
                json.path("model").path("vocab").properties()) {
            set(tokens, types, token.getValue().asInt(-1), token.getKey(), NORMAL);
        }
        for (JsonNode added : json.path("added_tokens")) {
            boolean special = added.path("special").asBoolean(false);
            set(
                    tokens,
                    types,
                    added.path("id").asInt(-1),
                    added.path("content").asString(""),
                    special ? CONTROL : USER_DEFINED);
        }
        put(pairs, "tokens", new GgufValue.Texts(tokens));
        put(pairs, "token_type", new GgufValue.Wholes(types));
    }

    private void set(List<String> tokens, List<Integer> types, int id, String text, int type) throws IOException {
        if (id < 0 || id >= vocabulary) {
            throw refused("it has a token " + id + ", and the model " + vocabulary + " of them");
        }
        tokens.set(id, text);
        types.set(id, type);
    }

    /** Pairs with a space between; newer files have them apart. */
    private List<String> merges() {
        List<String> merges = new ArrayList<>();
        for (JsonNode merge : json.path("model").path("merges")) {
            merges.add(
                    merge.isArray()
                            ? merge.path(0).asString("") + " " + merge.path(1).asString("")
                            : merge.asString(""));
        }
        return merges;
    }

    private void putRoles(Map<String, GgufValue> pairs) throws IOException {
        TokenizerJson read = TokenizerJson.read(directory.resolve("tokenizer.json"));
        DirectorySettings settings = DirectorySettings.read(directory);
        try (NativeTokenizer binding = NativeTokenizer.open(read.bare(), directory)) {
            SpecialTokens special = settings.resolve(binding, read.vocabulary(), read.idsBeforeText());
            putId(pairs, TokenRole.BOS.ggufKey(), special.bosId());
            Optional<Integer> named = settings.endOfText(binding, read.vocabulary());
            List<Integer> ends = new ArrayList<>(named.stream().toList());
            special.endOfTextIds().stream()
                    .filter(id -> !ends.contains(id))
                    .sorted()
                    .forEach(ends::add);
            for (int i = 0; i < Math.min(2, ends.size()); i++) {
                put(pairs, i == 0 ? TokenRole.EOS.ggufKey() : "eot_token_id", new GgufValue.Whole(ends.get(i)));
            }
            put(pairs, "add_bos_token", new GgufValue.Flag(special.opensText()));
        }
    }

    private static void putId(Map<String, GgufValue> pairs, String key, OptionalInt id) {
        id.ifPresent(value -> put(pairs, key, new GgufValue.Whole(value)));
    }
}
