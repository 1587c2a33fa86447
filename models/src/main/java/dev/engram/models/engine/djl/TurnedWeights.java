package dev.engram.models.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.IdentityHashMap;

/**
 * The matrices of linear maps the other way round, in the form that the kernels' products want: what a gradient is multiplied with. Made
 * when first needed, so that who needs no gradients of a layer does not pay for it in memory, and kept.
 */
final class TurnedWeights {

    private final NDManager manager;
    private final TorchScript kernels;
    private final IdentityHashMap<DjlLinear, NDArray> turned = new IdentityHashMap<>();

    /** Its arrays belong to the manager. */
    TurnedWeights(NDManager manager, TorchScript kernels) {
        this.manager = manager;
        this.kernels = kernels;
    }

    NDArray of(DjlLinear linear) {
        return turned.computeIfAbsent(linear, this::turn);
    }

    private NDArray turn(DjlLinear linear) {
        return kernels.call(manager, "turned", linear.weight());
    }

    /** Frees what was made for a map that is gone. */
    void forget(DjlLinear linear) {
        NDArray array = turned.remove(linear);
        if (array != null) {
            array.close();
        }
    }
}
