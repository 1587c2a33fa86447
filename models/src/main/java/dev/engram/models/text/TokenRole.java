package dev.engram.models.text;

import java.util.Locale;

/** What a special token is for, by its keys in GGUF files and in {@code tokenizer_config.json}. */
enum TokenRole {
    BOS("bos_token_id"),
    EOS("eos_token_id"),
    UNK("unknown_token_id"),
    PAD("padding_token_id");

    private final String ggufKey;

    TokenRole(String ggufKey) {
        this.ggufKey = ggufKey;
    }

    /** The key of its id, after {@code tokenizer.ggml.}. */
    String ggufKey() {
        return ggufKey;
    }

    /** The key of its text, such as {@code bos_token}. */
    String textKey() {
        return name().toLowerCase(Locale.ROOT) + "_token";
    }
}
