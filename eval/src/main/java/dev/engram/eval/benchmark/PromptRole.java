package dev.engram.eval.benchmark;

import java.util.Locale;

/** Why a prompt is asked. */
public enum PromptRole {
    /** The prompt that is edited; its first answer is the new one, its second the old one. */
    REWRITE,
    /** The same in other words; answers likewise. */
    PARAPHRASE,
    /** About another subject; its first answer is the new one, which it must not get, its second the right one. */
    NEIGHBOUR,
    /** About a subject that has the new answer by right; answers as for a rewrite. */
    ATTRIBUTE,
    /** What follows from the edit; its first answer is right. */
    PORTABILITY,
    /** What must stay as it is; its first answer is the right one. */
    LOCALITY,
    /** What takes several facts; its first answer is right. */
    MULTI_HOP,
    /** One of the facts that a multi-hop question takes; its first answer is right. */
    SINGLE_HOP,
    /** What a model has to know before the edit for a test to count; its first answer is right. */
    CONDITION;

    /** As names of metrics begin: {@code multi-hop}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
