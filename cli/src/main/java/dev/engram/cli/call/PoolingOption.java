package dev.engram.cli.call;

import dev.engram.tracing.summary.Pooling;
import dev.engram.tracing.summary.SummarySettings;
import picocli.CommandLine.Option;

/** {@code --pooling}: how averages are made. */
public final class PoolingOption {

    @Option(
            names = "--pooling",
            paramLabel = "WHICH",
            defaultValue = "tokens",
            description =
                    "Averages over a list pool all tokens of a role (tokens, as published) or average each prompt first (prompts) "
                            + "(default: ${DEFAULT-VALUE}).")
    private Pooling pooling = Pooling.TOKENS;

    public SummarySettings settings() {
        return new SummarySettings(pooling, SummarySettings.DEFAULT.resamples(), SummarySettings.DEFAULT.seed());
    }
}
