package dev.engram.editing.keys;

import dev.engram.editing.solve.KeyText;
import java.io.IOException;
import java.util.List;

/** An endless or finite row of texts, the same each time, whose tokens' keys are counted. */
public interface KeyTexts {

    /** What they are, for the stamp of statistics. */
    KeyText identity();

    /**
     * Opens the texts from a place on.
     *
     * @param from how many texts are passed over
     */
    Reading open(int from) throws IOException;

    /** A place among the texts. */
    interface Reading extends AutoCloseable {

        /** The next few texts as tokens, in their order; empty at the end. */
        List<List<Integer>> next() throws IOException;

        @Override
        void close() throws IOException;
    }
}
