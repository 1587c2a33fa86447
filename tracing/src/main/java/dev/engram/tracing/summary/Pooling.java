package dev.engram.tracing.summary;

/** What counts once in an average over the tokens of a role; the two differ only where a prompt has several. */
public enum Pooling {
    /** Each token, so that prompts with many of a role weigh more: how Meng et al. 2022 average in figure 2. */
    TOKENS,
    /** Each prompt that has the role, with the mean over its tokens of that role. */
    PROMPTS
}
