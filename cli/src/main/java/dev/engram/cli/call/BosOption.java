package dev.engram.cli.call;

import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --bos}: whether a begin-of-text token opens a prompt. */
public final class BosOption {

    private static final int SHOWN_TOKENS = 20;

    @Option(
            names = "--bos",
            negatable = true,
            description =
                    "Open the prompt with the begin-of-text token, or never do (--no-bos). Default: as the model's own "
                            + "configuration says.")
    private @Nullable Boolean bos;

    public Tokenizer.Bos bos() {
        if (bos == null) {
            return Tokenizer.Bos.AS_CONFIGURED;
        }
        return bos ? Tokenizer.Bos.ALWAYS : Tokenizer.Bos.NEVER;
    }

    /**
     * A prompt's tokens.
     *
     * @throws IllegalArgumentException if there are none, or more than the model's context holds; the message shows the first
     */
    public TokenSequence encode(String prompt, Tokenizer tokenizer, int contextLength) {
        TokenSequence tokens = tokenizer.encode(prompt, bos());
        if (tokens.length() == 0) {
            throw new IllegalArgumentException("the prompt is empty; pass the text that the model is to continue");
        }
        if (tokens.length() > contextLength) {
            throw new IllegalArgumentException(
                    "the prompt has " + tokens.length() + " tokens, more than the model's context of " + contextLength
                            + "; shorten it; its first tokens are " + tokens.displayFirst(SHOWN_TOKENS));
        }
        return tokens;
    }
}
