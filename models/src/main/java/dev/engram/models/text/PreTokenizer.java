package dev.engram.models.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How byte-level BPE tokenizers cut a text into words before they merge bytes: the part that GGUF files only name
 * ({@code tokenizer.ggml.pre}). The names are llama.cpp's, the pieces of JSON those of the models' own {@code tokenizer.json}.
 */
enum PreTokenizer {
    GPT2(List.of("gpt-2", "default", "phi-2", "olmo", "mpt"), Json.NONE, Json.WORDS, false, false),

    /** GPT-2's words, where each digit is one of its own. */
    SMOLLM(List.of("smollm", "starcoder", "refact", "codeshell"), Json.NONE, Json.DIGITS_THEN_WORDS, false, false),

    LLAMA3(List.of("llama-bpe", "llama3", "llama-v3"), Json.NONE, Json.split("\\\\p{N}{1,3}"), true, true),

    QWEN2(List.of("qwen2", "deepseek-r1-qwen"), Json.NFC, Json.split("\\\\p{N}"), false, false);

    private final List<String> names;
    private final String normalizerJson;
    private final String json;
    private final boolean ignoreMerges;
    private final boolean addsBosByDefault;

    PreTokenizer(
            List<String> names, String normalizerJson, String json, boolean ignoreMerges, boolean addsBosByDefault) {
        this.names = names;
        this.normalizerJson = normalizerJson;
        this.json = json;
        this.ignoreMerges = ignoreMerges;
        this.addsBosByDefault = addsBosByDefault;
    }

    static Optional<PreTokenizer> named(String name) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.names.contains(name))
                .findFirst();
    }

    static List<String> knownNames() {
        return Arrays.stream(values())
                .flatMap(candidate -> candidate.names.stream())
                .toList();
    }

    /** The {@code normalizer} of tokenizer.json. */
    String normalizerJson() {
        return normalizerJson;
    }

    /** The {@code pre_tokenizer} of tokenizer.json. */
    String json() {
        return json;
    }

    /** Whether a word that is a token is taken whole, even if no chain of merges leads to it. */
    boolean ignoreMerges() {
        return ignoreMerges;
    }

    /** Whether files of this family mean a begin-of-text token where they do not say {@code tokenizer.ggml.add_bos_token}. */
    boolean addsBosByDefault() {
        return addsBosByDefault;
    }

    /** The constants of an enum cannot use its own static fields. */
    private static final class Json {

        static final String NONE = "null";
        static final String NFC = "{\"type\": \"NFC\"}";
        static final String WORDS = byteLevel(true);
        static final String DIGITS_THEN_WORDS = sequence("{\"type\": \"Digits\", \"individual_digits\": true}", WORDS);

        private Json() {}

        /** The words of GPT-4's tokenizer; the models that took them over differ in how many digits make one. */
        static String split(String digits) {
            String regex = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|" + digits
                    + "| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";
            return sequence(
                    "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"" + regex
                            + "\"}, \"behavior\": \"Isolated\", \"invert\": false}",
                    byteLevel(false));
        }

        private static String byteLevel(boolean splitsWords) {
            return "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": false, \"use_regex\": "
                    + splitsWords + "}";
        }

        private static String sequence(String first, String second) {
            return "{\"type\": \"Sequence\", \"pretokenizers\": [" + first + ", " + second + "]}";
        }
    }
}
