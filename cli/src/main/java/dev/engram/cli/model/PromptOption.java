package dev.engram.cli.model;

import dev.engram.cli.call.BosOption;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --prompt} and {@code --bos}. */
final class PromptOption {

    @Option(
            names = {"-p", "--prompt"},
            required = true,
            paramLabel = "TEXT",
            description = "The text that the model continues.")
    private String prompt = "";

    @Mixin
    private BosOption bos = new BosOption();

    String text() {
        return prompt;
    }

    /** As {@link BosOption#encode}. */
    TokenSequence encode(Tokenizer tokenizer, int contextLength) {
        return bos.encode(prompt, tokenizer, contextLength);
    }
}
