package dev.engram.cli.call;

import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --prompt} and {@code --bos}. */
public final class PromptOption {

    @Option(
            names = {"-p", "--prompt"},
            required = true,
            paramLabel = "TEXT",
            description = "The text that the model continues.")
    private String prompt = "";

    @Mixin
    private BosOption bos = new BosOption();

    public String text() {
        return prompt;
    }

    /** As {@link BosOption#encode}. */
    public TokenSequence encode(Tokenizer tokenizer, int contextLength) {
        return bos.encode(prompt, tokenizer, contextLength);
    }
}
