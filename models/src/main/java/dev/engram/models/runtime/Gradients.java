package dev.engram.models.runtime;

import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.engine.EditableEngine;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a decoder's gradients come from. */
sealed interface Gradients extends AutoCloseable {

    /**
     * An engine with gradients that has the weights of the decoder's own.
     *
     * @param own the decoder's
     * @param exchanged the layers whose MLP output projections have been exchanged there
     */
    DifferentiableEngine engine(EditableEngine own, Set<Integer> exchanged);

    @Override
    void close();

    /** The decoder's own engine has them; it is closed by others. */
    record Own(DifferentiableEngine engine) implements Gradients {

        @Override
        public DifferentiableEngine engine(EditableEngine own, Set<Integer> exchanged) {
            return engine;
        }

        @Override
        public void close() {}
    }

    /** Another engine has them, which is loaded when it is first needed and gets the exchanged weights each time. */
    final class Borrowed implements Gradients {

        private final Supplier<? extends DifferentiableEngine> load;
        private final SortedMap<Integer, EditableEngine.Replaced> exchangedHere = new TreeMap<>();
        private @Nullable DifferentiableEngine engine;

        Borrowed(Supplier<? extends DifferentiableEngine> load) {
            this.load = load;
        }

        @Override
        public DifferentiableEngine engine(EditableEngine own, Set<Integer> exchanged) {
            if (engine == null) {
                engine = load.get();
            }
            putBack();
            for (int layer : exchanged) {
                exchangedHere.put(layer, engine.replaceOutputProjection(layer, own.outputProjection(layer)));
            }
            return engine;
        }

        private void putBack() {
            exchangedHere.values().forEach(EditableEngine.Replaced::close);
            exchangedHere.clear();
        }

        @Override
        public void close() {
            if (engine != null) {
                putBack();
                engine.close();
                engine = null;
            }
        }
    }
}
