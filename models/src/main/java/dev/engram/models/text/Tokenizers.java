package dev.engram.models.text;

import dev.engram.models.weights.GgufMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens the tokenizer that comes with a model. Nothing is ever downloaded. The caller closes what is returned. */
public final class Tokenizers {

    /** What directories hold that were saved by other tokenizers than the fast ones. */
    private static final List<String> SLOW_FILES =
            List.of("vocab.json", "merges.txt", "tokenizer.model", "spiece.model", "vocab.txt");

    private Tokenizers() {}

    /**
     * Opens the tokenizer of a Hugging Face model directory.
     *
     * <p>Begin of text: {@code add_bos_token} of {@code tokenizer_config.json} decides; where it is not given, the token is added if
     * the post-processor in {@code tokenizer.json} adds it and nothing else before the text. Suffixes such as an end-of-text token
     * are never added.
     *
     * @param modelDirectory holds {@code tokenizer.json}, and the configuration files beside it
     * @throws IOException if there is no {@code tokenizer.json} or a file cannot be understood; the message names it
     */
    public static Tokenizer fromDirectory(Path modelDirectory) throws IOException {
        Path file = modelDirectory.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new IOException(withoutTokenizer(modelDirectory));
        }
        TokenizerJson json = TokenizerJson.read(file);
        Vocabulary vocabulary = json.vocabulary();
        DirectorySettings settings = DirectorySettings.read(modelDirectory);
        NativeTokenizer binding = NativeTokenizer.open(json.bare(), file);
        try {
            SpecialTokens special = settings.resolve(binding, vocabulary, json.idsBeforeText());
            return new FastTokenizer(binding, vocabulary, special);
        } catch (IOException | RuntimeException e) {
            binding.close();
            throw e;
        }
    }

    /**
     * Builds the tokenizer that a GGUF file's metadata holds: byte-level BPE ({@code tokenizer.ggml.model = gpt2}) or SentencePiece's
     * ({@code llama}).
     *
     * @param metadata the header of the file
     * @param file the file, for messages
     * @throws IOException if the metadata is incomplete, or of a kind that is not supported; the message names the file
     */
    public static Tokenizer fromGguf(GgufMetadata metadata, Path file) throws IOException {
        GgufTokenizer gguf = GgufTokenizer.of(metadata, file);
        return new FastTokenizer(
                NativeTokenizer.open(gguf.tokenizerJson("null"), file), gguf.vocabulary(), gguf.special());
    }

    private static String withoutTokenizer(Path directory) {
        if (!Files.isDirectory(directory)) {
            return "there is no model directory " + directory;
        }
        List<String> others = SLOW_FILES.stream()
                .filter(name -> Files.exists(directory.resolve(name)))
                .toList();
        String found = others.isEmpty() ? "" : ", only " + String.join(" and ", others);
        return directory + " has no tokenizer.json" + found
                + "; transformers writes it with AutoTokenizer.from_pretrained('" + directory + "').save_pretrained('"
                + directory + "')";
    }
}
