package dev.engram.models.engine;

/** An engine whose MLP output projections can be exchanged. */
public interface EditableEngine extends Engine {

    /** The MLP's output projection: [D, F] outputs first, row-major, as the engine multiplies with it; a copy. */
    float[] outputProjection(int layer);

    /** The bias that the MLP's output projection adds: [D], zeros for one without; a copy. */
    float[] outputBias(int layer);

    /**
     * Puts another MLP output projection in the place of the one that is there.
     *
     * @param weight [D, F] outputs first, row-major; copied
     * @return puts the one before back, to the bit; those of one layer are closed last to first
     */
    Replaced replaceOutputProjection(int layer, float[] weight);

    /** A weight that was put in the place of another, until it is closed. */
    interface Replaced extends AutoCloseable {
        @Override
        void close();
    }
}
