package dev.engram.models.text;

import dev.engram.models.weights.GgufMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokenizer of a GGUF file as a Hugging Face directory holds it: {@code tokenizer.json}, {@code tokenizer_config.json} with the chat
 * template, and the ids that go into the model's own configuration.
 */
public final class GgufTokenizerFiles {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final GgufMetadata metadata;
    private final GgufTokenizer tokenizer;

    private GgufTokenizerFiles(GgufMetadata metadata, GgufTokenizer tokenizer) {
        this.metadata = metadata;
        this.tokenizer = tokenizer;
    }

    /**
     * The files of what a header says.
     *
     * @param file the GGUF file, for messages
     * @throws IOException if the metadata is incomplete, or of a kind that is not supported; the message names the file
     */
    public static GgufTokenizerFiles of(GgufMetadata metadata, Path file) throws IOException {
        return new GgufTokenizerFiles(metadata, GgufTokenizer.of(metadata, file));
    }

    /**
     * The files by their names.
     *
     * @param contextLength the tokens that the model was made for
     */
    public Map<String, byte[]> contents(int contextLength) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("tokenizer.json", tokenizer.tokenizerJson(postProcessor().json()));
        contents.put(
                "tokenizer_config.json",
                (JSON.writeValueAsString(config(contextLength)) + "\n").getBytes(StandardCharsets.UTF_8));
        return contents;
    }

    private TextTemplate postProcessor() {
        return new TextTemplate(
                token(TokenRole.BOS).filter(bos -> tokenizer.special().opensText()).stream()
                        .toList(),
                token(TokenRole.EOS).filter(eos -> tokenizer.closesText()).stream()
                        .toList());
    }

    private Optional<Token> token(TokenRole role) {
        return tokenizer.id(role).map(id -> new Token(id, tokenizer.text(id), 0, 0));
    }

    private Map<String, Object> config(int contextLength) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("tokenizer_class", "PreTrainedTokenizerFast"); // the class without ideas of its own
        config.put("model_max_length", contextLength);
        config.put("clean_up_tokenization_spaces", false);
        config.put("add_bos_token", tokenizer.special().opensText());
        config.put("add_eos_token", tokenizer.closesText());
        for (TokenRole role : TokenRole.values()) {
            tokenizer.id(role).ifPresent(id -> config.put(role.textKey(), tokenizer.text(id)));
        }
        metadata.string("tokenizer.chat_template").ifPresent(template -> config.put("chat_template", template));
        return config;
    }

    /**
     * What {@code config.json} and {@code generation_config.json} say of tokens: the keys {@code bos_token_id}, {@code eos_token_id} (a list
     * where several tokens end a text) and {@code pad_token_id}, as far as the file knows them.
     */
    public Map<String, Object> tokenIds() {
        Map<String, Object> ids = new LinkedHashMap<>();
        tokenizer.id(TokenRole.BOS).ifPresent(id -> ids.put("bos_token_id", id));
        List<Integer> ends = ends();
        if (!ends.isEmpty()) {
            ids.put("eos_token_id", ends.size() == 1 ? ends.get(0) : ends);
        }
        tokenizer.id(TokenRole.PAD).ifPresent(id -> ids.put("pad_token_id", id));
        return ids;
    }

    /** The tokens that end a text, the one that is called so first. */
    private List<Integer> ends() {
        List<Integer> ends = new ArrayList<>();
        Optional<Integer> named = tokenizer.id(TokenRole.EOS);
        named.ifPresent(ends::add);
        tokenizer.special().endOfTextIds().stream()
                .filter(id -> !ends.contains(id))
                .sorted()
                .forEach(ends::add);
        return ends;
    }
}
