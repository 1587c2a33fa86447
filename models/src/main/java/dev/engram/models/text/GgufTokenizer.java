package dev.engram.models.text;

import dev.engram.models.weights.GgufMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private static final long NORMAL = 1;
    private static final long UNKNOWN = 2;
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;
    private static final long UNUSED = 5;
    private static final long BYTE = 6;

    private final List<String> tokens;
    private final List<Long> types;
    private final Map<Integer, String> added = new HashMap<>();
    private final Set<Integer> control = new HashSet<>();
    private final Map<TokenRole, Integer> roles = new EnumMap<>(TokenRole.class);
    private final GgufTokenization tokenization;
    private final SpecialTokens special;
    private final boolean closesText;

    private GgufTokenizer(GgufMetadata metadata) {
        String model = required(metadata.string(PREFIX + "model"), "model");
        this.tokens = required(metadata.list(PREFIX + "tokens", String.class), "tokens");
        this.types = metadata.list(PREFIX + "token_type", Long.class).orElse(List.of());
        readTypes();
        for (TokenRole role : TokenRole.values()) {
            id(metadata, role.ggufKey())
                    .or(() -> model.equals("llama") ? implied(role) : Optional.empty())
                    .ifPresent(id -> roles.put(role, id));
        }
        this.tokenization = switch (model) {
            case "gpt2" ->
                new ByteLevelBpe(
                        preTokenizer(metadata), required(metadata.list(PREFIX + "merges", String.class), "merges"));
            case "llama" -> sentencePiece(metadata);
            default ->
                throw new IllegalArgumentException("its tokenizer is of the kind '" + model
                        + "', and only 'gpt2' (byte-level BPE) and 'llama' (SentencePiece's BPE) can be read; use the model's"
                        + " Hugging Face directory");
        };
        boolean addsBos =
                metadata.flag(PREFIX + "add_bos_token").orElse(tokenization.addsBosByDefault() && has(TokenRole.BOS));
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

    private SentencePieceBpe sentencePiece(GgufMetadata metadata) {
        List<Double> scores = required(metadata.list(PREFIX + "scores", Double.class), "scores");
        if (scores.size() != tokens.size()) {
            throw new IllegalArgumentException(
                    "it has " + tokens.size() + " tokens, but the scores of " + scores.size());
        }
        Map<String, Double> pieces = new LinkedHashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (Double.isNaN(scores.get(id))) {
                throw new IllegalArgumentException("the score of its token " + id + " is no number");
            }
            // In files a space divides the halves of a merge, and no text has one once spaces are written as ▁.
            boolean merged = !control.contains(id) && type(id) != BYTE && type(id) != UNUSED;
            if (merged && tokens.get(id).indexOf(' ') < 0) {
                pieces.put(tokens.get(id), scores.get(id));
            }
        }
        return SentencePieceBpe.of(
                pieces,
                id(TokenRole.UNK).map(tokens::get),
                new HashSet<>(tokens).containsAll(SentencePieceBpe.BYTES),
                metadata.flag(PREFIX + "add_space_prefix").orElse(true));
    }

    /** What SentencePiece's models begin with, where the file does not say it and has such a token there. */
    private Optional<Integer> implied(TokenRole role) {
        return switch (role) {
            case UNK -> Optional.of(0).filter(control::contains);
            case BOS -> Optional.of(1).filter(control::contains);
            case EOS -> Optional.of(2).filter(control::contains);
            case PAD -> Optional.empty();
        };
    }

    private void readTypes() {
        if (!types.isEmpty() && types.size() != tokens.size()) {
            throw new IllegalArgumentException("it has " + tokens.size() + " tokens, but the types of " + types.size());
        }
        for (int id = 0; id < types.size(); id++) {
            long type = type(id);
            boolean controls = type == CONTROL || type == UNKNOWN;
            if (controls || type == USER_DEFINED) {
                added.put(id, tokens.get(id));
            }
            if (controls) {
                control.add(id);
            }
        }
    }

    private long type(int id) {
        return types.isEmpty() ? NORMAL : types.get(id);
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
            json.writeName("normalizer").writeRawValue(tokenization.normalizerJson());
            json.writeName("pre_tokenizer").writeRawValue(tokenization.preTokenizerJson());
            json.writeName("post_processor").writeRawValue(postProcessorJson);
            json.writeName("decoder").writeRawValue(tokenization.decoderJson());
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
        json.writeObjectPropertyStart("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            json.writeNumberProperty(tokens.get(id), id);
        }
        json.writeEndObject();
        tokenization.writeModel(json);
        json.writeEndObject();
    }
}
