package dev.engram.datasets;

import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** What Jackson finds wrong, in our terms. */
final class JacksonProblem {

    private JacksonProblem() {}

    /** Without the place, which the caller may know better. */
    static String of(JacksonException malformed) {
        // Some ends of input have an exception of their own, others only this beginning of the message.
        String problem = malformed.getOriginalMessage();
        boolean cutOff =
                malformed instanceof UnexpectedEndOfInputException || problem.startsWith("Unexpected end-of-input");
        return cutOff ? "it is cut off" : problem;
    }

    /** The refusal of a whole file, in which nobody knows any more where the next record begins. */
    static RecordListException refusal(Path file, String expected, JacksonException malformed) {
        String problem = "expected " + expected + ", but " + of(malformed);
        // What breaks a limit, such as the depth of nesting, is refused without a location.
        TokenStreamLocation location = malformed.getLocation();
        return location == null
                ? new RecordListException(file, problem)
                : new RecordListException(file, location.getLineNr(), problem);
    }
}
