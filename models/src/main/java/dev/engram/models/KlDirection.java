package dev.engram.models;

/** Which of two distributions a Kullback-Leibler divergence is averaged over. It is not symmetric. */
public enum KlDirection {
    /** KL(now || before): averaged over what is predicted now. */
    NOW_FROM_BEFORE,
    /** KL(before || now): averaged over what was predicted before. */
    BEFORE_FROM_NOW
}
