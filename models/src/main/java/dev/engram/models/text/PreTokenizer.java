package dev.engram.models.text;

import java.util.List;
import java.util.Optional;

/**
 * How a byte-level BPE tokenizer cuts a text into words before it merges bytes: the part that a GGUF file only names
 * ({@code tokenizer.ggml.pre}). The names are llama.cpp's, the JSON is that of the models' own {@code tokenizer.json}.
 *
 * @param names what GGUF files call it
 * @param normalizerJson the {@code normalizer} of tokenizer.json
 * @param json the {@code pre_tokenizer} of tokenizer.json
 * @param ignoresMerges whether a word that is a token is taken whole, even if no chain of merges leads to it
 * @param addsBosByDefault whether a file that lacks {@code tokenizer.ggml.add_bos_token} means a begin-of-text token
 */
record PreTokenizer(
        List<String> names, String normalizerJson, String json, boolean ignoresMerges, boolean addsBosByDefault) {

    private static final String NO_NORMALIZER = "null";
    private static final String NFC = """
            {"type": "NFC"}""";

    /** GPT-2's words are built into the byte-level step. */
    private static final String WORDS = """
            {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": true}""";

    static final String BYTES = """
            {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false}""";

    private static final String DIGITS = """
            {"type": "Digits", "individual_digits": true}""";

    static final List<PreTokenizer> KNOWN = List.of(
            new PreTokenizer(List.of("gpt-2", "default", "phi-2", "olmo", "mpt"), NO_NORMALIZER, WORDS, false, false),
            new PreTokenizer(
                    List.of("smollm", "starcoder", "refact", "codeshell"),
                    NO_NORMALIZER,
                    sequence(DIGITS, WORDS),
                    false,
                    false),
            new PreTokenizer(
                    List.of("llama-bpe", "llama3", "llama-v3"),
                    NO_NORMALIZER,
                    sequence(wordsWithNumbers("\\\\p{N}{1,3}"), BYTES),
                    true,
                    true),
            new PreTokenizer(
                    List.of("qwen2", "deepseek-r1-qwen"),
                    NFC,
                    sequence(wordsWithNumbers("\\\\p{N}"), BYTES),
                    false,
                    false));

    PreTokenizer {
        names = List.copyOf(names);
    }

    static Optional<PreTokenizer> named(String name) {
        return KNOWN.stream().filter(known -> known.names.contains(name)).findFirst();
    }

    static List<String> knownNames() {
        return KNOWN.stream().flatMap(known -> known.names.stream()).toList();
    }

    /** The words of GPT-4's tokenizer; the models that took them over differ in how many digits make one. */
    private static String wordsWithNumbers(String numberRegex) {
        return """
                {"type": "Split", "behavior": "Isolated", "invert": false, "pattern": {"Regex":
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|%s| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+"}}""".formatted(numberRegex);
    }

    private static String sequence(String first, String second) {
        return """
                {"type": "Sequence", "pretokenizers": [%s, %s]}""".formatted(first, second);
    }
}
