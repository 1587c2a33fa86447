package dev.engram.editing.statistics;

import java.io.IOException;

/** An array that is not in NumPy's format, or of a kind that is not read; the problem is a clause to follow the array's name. */
final class NpyFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    NpyFormatException(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
