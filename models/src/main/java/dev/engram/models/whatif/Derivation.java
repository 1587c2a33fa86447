package dev.engram.models.whatif;

import dev.engram.models.Change;
import dev.engram.models.tensor.FloatTensor;
import java.util.OptionalInt;

/**
 * How a changed row comes about.
 *
 * @param row what is changed, of the same stage; {@link StageRows#NONE} where all of it is replaced
 * @param position of the row
 * @param head that is changed; absent, all
 * @param sourceRow of the same stage, for a value of another run
 * @param valueRow of the source's own values
 */
record Derivation(int row, int position, OptionalInt head, Change.Source source, int sourceRow, int valueRow) {

    /** The values that the change brings along. */
    FloatTensor givenValues() {
        if (source instanceof Change.Source.Given given) {
            return given.values();
        }
        if (source instanceof Change.Source.Added added) {
            return added.values();
        }
        throw new IllegalStateException(source + " has no values of its own");
    }
}
