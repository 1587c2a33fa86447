package dev.engram.cli.call;

import dev.engram.datasets.Prompt;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.text.Tokenizer;
import java.io.IOException;
import picocli.CommandLine.Option;

/** {@code --prompt} and {@code --subject}, which go together. */
public final class FactOption {

    @Option(
            names = {"-p", "--prompt"},
            required = true,
            paramLabel = "TEXT",
            description = "The text that the model continues.")
    private String prompt = "";

    @Option(
            names = {"-s", "--subject"},
            required = true,
            paramLabel = "TEXT",
            description =
                    "The part of the prompt that names the fact's subject, exactly as written there; where it occurs more than "
                            + "once, the first.")
    private String subject = "";

    /** The prompt with its subject; where it has none, the refusal shows what the model would have got. */
    public Prompt prompt(ModelFiles files, BosOption bos) throws IOException {
        if (prompt.isEmpty() || prompt.contains(subject)) {
            return Prompt.of(prompt, subject);
        }
        try (Tokenizer tokenizer = files.openTokenizer()) {
            throw new IllegalArgumentException("the subject '" + subject + "' is not in the prompt '" + prompt
                    + "' (upper and lower case differ); pass it exactly as the prompt has it; the prompt's tokens are "
                    + bos.encode(prompt, tokenizer, Integer.MAX_VALUE).display());
        }
    }
}
