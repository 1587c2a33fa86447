package dev.engram.models.hub;

/** Hears how a pull goes. Called from the thread that pulls. */
public interface PullListener {

    /** Bytes of one file; those that an earlier pull had left count as done. */
    void advance(String fileName, long doneBytes, long totalBytes);

    /** Something to tell the user, in one sentence without a full stop. */
    void notice(String sentence);
}
