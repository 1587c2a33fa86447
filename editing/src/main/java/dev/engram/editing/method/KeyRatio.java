package dev.engram.editing.method;

import dev.engram.editing.solve.PreservedKeys;
import dev.engram.models.tensor.FloatTensor;
import org.ejml.data.DMatrixRMaj;

/** How much of an edit another key than the edit's own gets. */
final class KeyRatio {

    private KeyRatio() {}

    /** (other C^-1 key) / (key C^-1 key): what an update made for one key does to the other, as a share. */
    static double of(PreservedKeys preserved, FloatTensor key, FloatTensor other) {
        DMatrixRMaj column = new DMatrixRMaj(key.size(), 1);
        for (int i = 0; i < key.size(); i++) {
            column.set(i, 0, key.get(i));
        }
        DMatrixRMaj direction = preserved.solve(column);
        double own = 0;
        double others = 0;
        for (int i = 0; i < key.size(); i++) {
            own += direction.get(i, 0) * key.get(i);
            others += direction.get(i, 0) * other.get(i);
        }
        return others / own;
    }
}
