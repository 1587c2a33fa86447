package dev.engram.models.runtime;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;

/**
 * Where a pass begins that need not begin below.
 *
 * @param layer the first block that is run
 * @param residuals its input, of each sequence: [T, D]
 */
record BlockEntry(int layer, List<FloatTensor> residuals) {

    BlockEntry {
        residuals = List.copyOf(residuals);
    }

    /** The input of all sequences as rows of a pass; padding is zero. */
    float[] rows(RowLayout layout, int width) {
        float[] rows = new float[layout.sequences() * layout.slots() * width];
        for (int sequence = 0; sequence < residuals.size(); sequence++) {
            FloatTensor own = residuals.get(sequence);
            own.copyTo(0, rows, sequence * layout.slots() * width, own.size());
        }
        return rows;
    }
}
