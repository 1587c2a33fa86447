package dev.engram.training.bpe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes a vocabulary as {@code tokenizer.json} and {@code tokenizer_config.json}, which the tokenizers library and transformers read. */
public final class TokenizerFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TokenizerFiles() {}

    /**
     * Writes both files into a directory.
     *
     * @param contextLength most tokens of a sequence
     */
    public static void write(BpeVocabulary vocabulary, int contextLength, Path directory) throws IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("bos_token", vocabulary.beginOfText());
        config.put("add_bos_token", true);
        config.put("model_max_length", contextLength);
        config.put("clean_up_tokenization_spaces", false);
        Files.writeString(directory.resolve("tokenizer.json"), JSON.writeValueAsString(tokenizer(vocabulary)));
        Files.writeString(directory.resolve("tokenizer_config.json"), JSON.writeValueAsString(config));
    }

    private static Map<String, Object> tokenizer(BpeVocabulary vocabulary) {
        Map<String, Object> tokenizer = new LinkedHashMap<>();
        tokenizer.put("version", "1.0");
        tokenizer.put(
                "added_tokens",
                List.of(Map.of(
                        "id", 0,
                        "content", vocabulary.beginOfText(),
                        "single_word", false,
                        "lstrip", false,
                        "rstrip", false,
                        "normalized", false,
                        "special", true)));
        tokenizer.put("pre_tokenizer", byteLevel());
        tokenizer.put("post_processor", beginningWith(vocabulary.beginOfText()));
        tokenizer.put("decoder", byteLevel());
        tokenizer.put("model", model(vocabulary));
        return tokenizer;
    }

    private static Map<String, Object> byteLevel() {
        return new LinkedHashMap<>(
                Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", true));
    }

    private static Map<String, Object> beginningWith(String token) {
        List<Object> single = List.of(
                Map.of("SpecialToken", Map.of("id", token, "type_id", 0)),
                Map.of("Sequence", Map.of("id", "A", "type_id", 0)));
        List<Object> pair = new ArrayList<>(single);
        pair.add(Map.of("Sequence", Map.of("id", "B", "type_id", 0)));
        Map<String, Object> processor = new LinkedHashMap<>();
        processor.put("type", "TemplateProcessing");
        processor.put("single", single);
        processor.put("pair", pair);
        processor.put(
                "special_tokens", Map.of(token, Map.of("id", token, "ids", List.of(0), "tokens", List.of(token))));
        return processor;
    }

    private static Map<String, Object> model(BpeVocabulary vocabulary) {
        Map<String, Object> ids = new LinkedHashMap<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            ids.put(vocabulary.tokens().get(id), id);
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", ids);
        model.put(
                "merges",
                vocabulary.merges().stream()
                        .map(merge -> merge.left() + " " + merge.right())
                        .toList());
        return model;
    }
}
