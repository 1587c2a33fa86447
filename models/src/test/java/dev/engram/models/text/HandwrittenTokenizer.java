package dev.engram.models.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model directory with a small byte-level BPE tokenizer: {@code <s>} is 0, {@code </s>} is 1, the 256 bytes follow in the order of
 * their values, then {@code he}, {@code Ġt} (" t") and {@code Ġthe}. Tests change one field of its files and look at what that does.
 */
final class HandwrittenTokenizer {

    static final int BOS = 0;
    static final int EOS = 1;
    static final int HE = 258;
    static final int SPACE_THE = 260;

    private final Path directory;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private HandwrittenTokenizer(Path directory) {
        this.directory = directory;
        fields.put("version", "\"1.0\"");
        fields.put("added_tokens", "[" + special(BOS, "<s>") + ", " + special(EOS, "</s>") + "]");
        fields.put("pre_tokenizer", """
                {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": true}""");
        fields.put("decoder", """
                {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false}""");
        fields.put("model", """
                {"type": "BPE", "vocab": %s, "merges": ["h e", "Ġ t", "Ġt he"]}""".formatted(vocab()));
    }

    static HandwrittenTokenizer in(Path directory) {
        return new HandwrittenTokenizer(directory);
    }

    /** The byte that shows as itself, such as {@code a}. */
    static int idOf(char ascii) {
        return 2 + ascii;
    }

    /** A field of tokenizer.json. */
    HandwrittenTokenizer with(String field, String json) {
        fields.put(field, json);
        return this;
    }

    HandwrittenTokenizer withFile(String name, String content) {
        try {
            Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path write() {
        String json = fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(",\n", "{", "}"));
        withFile("tokenizer.json", json);
        return directory;
    }

    Tokenizer open() throws IOException {
        return Tokenizers.fromDirectory(write());
    }

    static String special(int id, String content) {
        return """
                {"id": %d, "content": "%s", "special": true, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false}""".formatted(id, content);
    }

    private static String vocab() {
        Map<String, Integer> vocab = new LinkedHashMap<>();
        vocab.put("<s>", BOS);
        vocab.put("</s>", EOS);
        int unprintable = 256;
        for (int value = 0; value < 256; value++) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
            vocab.put(Character.toString(printable ? value : unprintable++), 2 + value);
        }
        vocab.put("he", HE);
        vocab.put("Ġt", 259);
        vocab.put("Ġthe", SPACE_THE);
        return new JsonMapper().writeValueAsString(vocab);
    }
}
