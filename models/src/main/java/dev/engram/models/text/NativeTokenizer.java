package dev.engram.models.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.engram.models.offline.DjlSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Hugging Face's own tokenizers through DJL's binding: the only class that knows the binding. Offsets are code points. */
final class NativeTokenizer implements AutoCloseable {

    /** The binding's own defaults cut every text to 512 tokens, and pad. */
    private static final Map<String, String> WHOLE_TEXTS =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

    private final HuggingFaceTokenizer binding;

    private NativeTokenizer(HuggingFaceTokenizer binding) {
        this.binding = binding;
    }

    /**
     * Builds the tokenizer that a {@code tokenizer.json} describes.
     *
     * @param json the file's content
     * @param origin what messages call it
     */
    static NativeTokenizer open(byte[] json, Path origin) throws IOException {
        DjlSettings.apply();
        try {
            return new NativeTokenizer(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), WHOLE_TEXTS));
        } catch (EngineException | LinkageError e) {
            throw new IOException(
                    "the native tokenizers library could not be loaded (" + e.getMessage()
                            + "); it is unpacked below the home folder, or where the environment variable DJL_CACHE_DIR says",
                    e);
        } catch (RuntimeException e) { // the binding throws nothing more exact for what it cannot read
            throw new IOException("the tokenizer of " + origin + " cannot be built: " + e.getMessage(), e);
        }
    }

    /** A token and the code points {@code [start, end)} of the text that it covers. */
    record Piece(int id, int start, int end) {}

    /** @throws IllegalArgumentException if the tokenizer has no token for a part of the text */
    List<Piece> encode(String text) {
        Encoding encoding = encoding(text);
        long[] ids = encoding.getIds();
        var spans = encoding.getCharTokenSpans();
        Piece[] pieces = new Piece[ids.length];
        for (int i = 0; i < ids.length; i++) {
            pieces[i] = new Piece(Math.toIntExact(ids[i]), spans[i].getStart(), spans[i].getEnd());
        }
        return List.of(pieces);
    }

    private Encoding encoding(String text) {
        try {
            return binding.encode(text, false, false);
        } catch (IllegalStateException e) { // closed
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the tokenizer cannot encode this text: " + e.getMessage(), e);
        }
    }

    String decode(List<Integer> ids, boolean skipSpecialTokens) {
        return binding.decode(ids.stream().mapToLong(Integer::longValue).toArray(), skipSpecialTokens);
    }

    @Override
    public void close() {
        binding.close();
    }
}
