package dev.engram.editing.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** C = I. */
record IdentityMoment(int width) implements PreservedKeys {

    IdentityMoment {
        if (width < 1) {
            throw new IllegalArgumentException("keys of width " + width);
        }
    }

    @Override
    public DMatrixRMaj solve(DMatrixRMaj keys) {
        FactoredMoment.requireWidth(width, keys);
        return keys.copy();
    }

    @Override
    public DMatrixRMaj scaled(double factor) {
        DMatrixRMaj scaled = CommonOps_DDRM.identity(width);
        CommonOps_DDRM.scale(factor, scaled);
        return scaled;
    }

    @Override
    public double ridge() {
        return 0;
    }

    @Override
    public double reciprocalCondition() {
        return 1;
    }
}
