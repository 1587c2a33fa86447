package dev.engram.editing.method;

/** Is told how far an edit has come, by the thread that edits. */
@FunctionalInterface
public interface EditProgress {

    /** What an edit spends its time on. */
    enum Phase {
        /** Sampling the texts that prompts are seen after. */
        CONTEXTS,
        /** Steps by gradient. */
        STEPS,
        /** Solving for the updates. */
        SOLVING
    }

    /**
     * Called at the beginning of each phase and as it goes on.
     *
     * @param done of {@code total}, in units of the phase
     */
    void at(Phase phase, int done, int total);

    /** Tells nobody. */
    static EditProgress none() {
        return (phase, done, total) -> {};
    }
}
