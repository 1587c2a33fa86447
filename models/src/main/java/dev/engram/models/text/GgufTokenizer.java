package dev.engram.models.text;

import dev.engram.models.weights.GgufMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The tokenizer in a GGUF file's metadata, as the {@code tokenizer.json} that says the same. */
final class GgufTokenizer {

    private static final String PREFIX = "tokenizer.ggml.";
    private static final String BYTE_LEVEL_BPE = "gpt2";
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;

    private final List<String> tokens;
    private final List<String> merges;
    private final Map<Integer, String> added = new HashMap<>();
    private final Set<Integer> control = new HashSet<>();
    private final Map<TokenRole, Integer> roles = new EnumMap<>(TokenRole.class);
    private final PreTokenizer preTokenizer;
    private final SpecialTokens special;
    private final boolean closesText;

    private GgufTokenizer(GgufMetadata metadata) {
        String model = required(metadata.string(PREFIX + "model"), "model");
        if (!model.equals(BYTE_LEVEL_BPE)) {
            throw new IllegalArgumentException("its tokenizer is of the kind '" + model + "', and only '"
                    + BYTE_LEVEL_BPE + "' (byte-level BPE) can be read; use the model's Hugging Face directory");
        }
        this.tokens = required(metadata.list(PREFIX + "tokens", String.class), "tokens");
        this.merges = required(metadata.list(PREFIX + "merges", String.class), "merges");
        this.preTokenizer = preTokenizer(metadata);
        readTypes(metadata);
        for (TokenRole role : TokenRole.values()) {
            id(metadata, role.ggufKey()).ifPresent(id -> roles.put(role, id));
        }
        boolean addsBos =
                metadata.flag(PREFIX + "add_bos_token").orElse(preTokenizer.addsBosByDefault() && has(TokenRole.BOS));
        Set<Integer> ends = new HashSet<>();
        id(TokenRole.EOS).ifPresent(ends::add);
        id(metadata, "eot_token_id").ifPresent(ends::add);
        OptionalInt bosId = id(TokenRole.BOS).map(OptionalInt::of).orElse(OptionalInt.empty());
        this.special = new SpecialTokens(bosId, addsBos, ends);
        this.closesText = metadata.flag(PREFIX + "add_eos_token").orElse(false) && has(TokenRole.EOS);
    }

    /** @throws IOException naming the file, if the metadata is incomplete or of a kind that is not supported */
    static GgufTokenizer of(GgufMetadata metadata, Path file) throws IOException {
        try {
            return new GgufTokenizer(metadata);
        } catch (IllegalArgumentException e) {
            throw new IOException("the tokenizer of " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> T required(Optional<T> value, String key) {
        return value.orElseThrow(() -> new IllegalArgumentException("there is no " + PREFIX + key));
    }

    private static PreTokenizer preTokenizer(GgufMetadata metadata) {
        String name = required(metadata.string(PREFIX + "pre").or(() -> impliedByArchitecture(metadata)), "pre");
        return PreTokenizer.named(name)
                .orElseThrow(() -> new IllegalArgumentException("its pre-tokenizer '" + name + "' is not one of "
                        + String.join(", ", PreTokenizer.knownNames()) + "; use the model's Hugging Face directory"));
    }

    /** Files from before the key existed lack it. For GPT-2 itself there is no doubt; a guess for another model could be wrong unseen. */
    private static Optional<String> impliedByArchitecture(GgufMetadata metadata) {
        return metadata.string("general.architecture").filter("gpt2"::equals).map(gpt2 -> "gpt-2");
    }

    private void readTypes(GgufMetadata metadata) {
        List<Long> types = metadata.list(PREFIX + "token_type", Long.class).orElse(List.of());
        if (!types.isEmpty() && types.size() != tokens.size()) {
            throw new IllegalArgumentException("it has " + tokens.size() + " tokens, but the types of " + types.size());
        }
        for (int id = 0; id < types.size(); id++) {
            long type = types.get(id);
            if (type == CONTROL || type == USER_DEFINED) {
                added.put(id, tokens.get(id));
            }
            if (type == CONTROL) {
                control.add(id);
            }
        }
    }

    private Optional<Integer> id(GgufMetadata metadata, String key) {
        Optional<Long> id = metadata.integer(PREFIX + key);
        if (id.isPresent() && (id.get() < 0 || id.get() >= tokens.size())) {
            throw new IllegalArgumentException(
                    PREFIX + key + " is " + id.get() + ", outside its " + tokens.size() + " tokens");
        }
        return id.map(Long::intValue);
    }

    private boolean has(TokenRole role) {
        return roles.containsKey(role);
    }

    Optional<Integer> id(TokenRole role) {
        return Optional.ofNullable(roles.get(role));
    }

    String text(int id) {
        return tokens.get(id);
    }

    Vocabulary vocabulary() {
        return new Vocabulary(tokens.size(), added);
    }

    SpecialTokens special() {
        return special;
    }

    /** Whether the file wants an end-of-text token after each text, which is never added here. */
    boolean closesText() {
        return closesText;
    }

    /** The tokenizer with a given {@code post_processor}; {@code null} where what belongs around a text is added by others. */
    byte[] tokenizerJson(String postProcessorJson) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(48 * tokens.size());
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("version", "1.0");
            writeAddedTokens(json);
            json.writeName("normalizer").writeRawValue(preTokenizer.normalizerJson());
            json.writeName("pre_tokenizer").writeRawValue(preTokenizer.json());
            json.writeName("post_processor").writeRawValue(postProcessorJson);
            json.writeName("decoder").writeRawValue(PreTokenizer.BYTES);
            writeModel(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void writeAddedTokens(JsonGenerator json) {
        json.writeArrayPropertyStart("added_tokens");
        added.keySet().stream().sorted().forEach(id -> {
            json.writeStartObject();
            json.writeNumberProperty("id", (int) id);
            json.writeStringProperty("content", tokens.get(id));
            json.writeBooleanProperty("special", control.contains(id));
            for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                json.writeBooleanProperty(flag, false);
            }
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private void writeModel(JsonGenerator json) {
        json.writeObjectPropertyStart("model");
        json.writeStringProperty("type", "BPE");
        json.writeBooleanProperty("ignore_merges", preTokenizer.ignoresMerges());
        json.writeObjectPropertyStart("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            json.writeNumberProperty(tokens.get(id), id);
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("merges");
        merges.forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
