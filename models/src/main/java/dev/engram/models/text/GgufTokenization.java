package dev.engram.models.text;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** How texts become tokens, of those ways that GGUF files have a name for ({@code tokenizer.ggml.model}): as parts of {@code tokenizer.json}. */
sealed interface GgufTokenization permits ByteLevelBpe, SentencePieceBpe {

    String normalizerJson();

    String preTokenizerJson();

    String decoderJson();

    /** The members of {@code model}, but for its {@code vocab}. */
    void writeModel(JsonGenerator json);

    /** Whether a file that lacks {@code tokenizer.ggml.add_bos_token} means a begin-of-text token, if it has one. */
    boolean addsBosByDefault();

    /** Pairs of tokens, the first to be merged first, as files have them. */
    static void writeMerges(JsonGenerator json, List<String> merges) {
        json.writeArrayPropertyStart("merges");
        merges.forEach(json::writeString);
        json.writeEndArray();
    }
}
