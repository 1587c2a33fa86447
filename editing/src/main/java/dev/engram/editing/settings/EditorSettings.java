package dev.engram.editing.settings;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.value.ValueSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything that a method's result depends on, beside the model, the facts and the statistics of keys. {@link SettingsJson} writes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "editor")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EditorSettings.Rome.class, name = "rome"),
    @JsonSubTypes.Type(value = EditorSettings.Emmet.class, name = "emmet"),
    @JsonSubTypes.Type(value = EditorSettings.Memit.class, name = "memit"),
    @JsonSubTypes.Type(value = EditorSettings.AlphaEdit.class, name = "alphaedit"),
    @JsonSubTypes.Type(value = EditorSettings.FineTuning.class, name = "fine-tuning")
})
public sealed interface EditorSettings {

    /** What the method is called: {@code rome}, {@code emmet}, {@code memit}, {@code alphaedit}, {@code ft-m} or {@code ft-l}. */
    String method();

    /** The layers whose MLP output projection changes, ascending. */
    List<Integer> layers();

    /** The same method at other layers, as many as it changes. */
    EditorSettings atLayers(List<Integer> layers);

    /** How the method looks for values; empty for methods without. */
    default Optional<ValueSettings> search() {
        return Optional.empty();
    }

    /** Whether the method asks for the statistics of keys. */
    boolean usesStatistics();

    /** Which key of a subject ROME works with. */
    enum KeyChoice {
        /** The mean over all contexts, everywhere (Gupta et al. 2024, r-ROME). */
        AVERAGED,
        /** That of the prompt by itself, everywhere (the same, p-ROME). */
        BARE,
        /**
         * The mean for the direction and the prompt's own for the value and the denominator, as the original code: it can destroy the
         * model.
         */
        ORIGINAL
    }

    /**
     * ROME: one fact, one layer, W' k* = v* exactly (Meng et al. 2022).
     *
     * @param covariance whether the statistics of keys are used; without them C is the identity
     */
    record Rome(int layer, KeyChoice key, ContextSettings contexts, ValueSettings value, boolean covariance)
            implements EditorSettings {

        public Rome {
            requireLayers(List.of(layer));
        }

        @Override
        public String method() {
            return "rome";
        }

        @Override
        public Optional<ValueSettings> search() {
            return Optional.of(value);
        }

        @Override
        public List<Integer> layers() {
            return List.of(layer);
        }

        @Override
        public boolean usesStatistics() {
            return covariance;
        }

        @Override
        public Rome atLayers(List<Integer> layers) {
            return new Rome(only(layers), key, contexts, value, covariance);
        }
    }

    /**
     * EMMET: several facts at one layer, all exactly (Gupta et al. 2024).
     *
     * @param relaxation a in (K^T C^-1 K + a I)^-1; 0 for equality
     */
    record Emmet(int layer, ContextSettings contexts, ValueSettings value, boolean covariance, double relaxation)
            implements EditorSettings {

        public Emmet {
            requireLayers(List.of(layer));
            if (!(relaxation >= 0 && relaxation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a relaxation of " + relaxation + "; it must be 0 or more");
            }
        }

        @Override
        public String method() {
            return "emmet";
        }

        @Override
        public Optional<ValueSettings> search() {
            return Optional.of(value);
        }

        @Override
        public List<Integer> layers() {
            return List.of(layer);
        }

        @Override
        public boolean usesStatistics() {
            return covariance;
        }

        @Override
        public Emmet atLayers(List<Integer> layers) {
            return new Emmet(only(layers), contexts, value, covariance, relaxation);
        }
    }

    /**
     * MEMIT: many facts, spread over several layers (Meng et al. 2023).
     *
     * @param lambda how many tokens the statistics of keys count for
     */
    record Memit(List<Integer> layers, ContextSettings contexts, ValueSettings value, double lambda)
            implements EditorSettings {

        public Memit {
            layers = List.copyOf(layers);
            requireLayers(layers);
            requirePositive("lambda", lambda);
        }

        @Override
        public String method() {
            return "memit";
        }

        @Override
        public Optional<ValueSettings> search() {
            return Optional.of(value);
        }

        @Override
        public boolean usesStatistics() {
            return true;
        }

        @Override
        public Memit atLayers(List<Integer> layers) {
            return new Memit(layers, contexts, value, lambda);
        }
    }

    /**
     * AlphaEdit: as MEMIT, in the null space of the keys that are to keep their values (Fang et al. 2025).
     *
     * @param nullSpaceThreshold eigenvalues of C below this are those of free directions
     * @param relativeThreshold whether the threshold is a share of the largest eigenvalue, rather than a number by itself
     * @param damping L2, the weight of the update's own size
     */
    record AlphaEdit(
            List<Integer> layers,
            ContextSettings contexts,
            ValueSettings value,
            double nullSpaceThreshold,
            boolean relativeThreshold,
            double damping)
            implements EditorSettings {

        public AlphaEdit {
            layers = List.copyOf(layers);
            requireLayers(layers);
            requirePositive("the threshold of the null space", nullSpaceThreshold);
            requirePositive("the damping", damping);
        }

        @Override
        public String method() {
            return "alphaedit";
        }

        @Override
        public Optional<ValueSettings> search() {
            return Optional.of(value);
        }

        @Override
        public boolean usesStatistics() {
            return true;
        }

        @Override
        public AlphaEdit atLayers(List<Integer> layers) {
            return new AlphaEdit(layers, contexts, value, nullSpaceThreshold, relativeThreshold, damping);
        }
    }

    /**
     * Fine-tuning of one MLP output projection (the baselines of Meng et al. 2022, section 3.2).
     *
     * @param steps most steps of Adam
     * @param earlyStop the mean loss under which it ends; 0 for never
     * @param largestChange the most that a single weight may move from where it was, the constraint of FT-L; empty for none
     */
    record FineTuning(int layer, int steps, double learningRate, double earlyStop, OptionalDouble largestChange)
            implements EditorSettings {

        public FineTuning {
            requireLayers(List.of(layer));
            if (steps < 1 || !(earlyStop >= 0)) {
                throw new IllegalArgumentException(
                        "fine-tuning with " + steps + " steps, stopping at a loss of " + earlyStop);
            }
            requirePositive("the learning rate", learningRate);
            requirePositive("the largest change", largestChange.orElse(1));
        }

        @Override
        public String method() {
            return largestChange.isPresent() ? "ft-l" : "ft-m";
        }

        @Override
        public List<Integer> layers() {
            return List.of(layer);
        }

        @Override
        public boolean usesStatistics() {
            return false;
        }

        @Override
        public FineTuning atLayers(List<Integer> layers) {
            return new FineTuning(only(layers), steps, learningRate, earlyStop, largestChange);
        }
    }

    private static void requireLayers(List<Integer> layers) {
        if (layers.isEmpty()
                || layers.stream().anyMatch(layer -> layer < 0)
                || !layers.equals(layers.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("layers " + layers + "; they must ascend from 0 or more, at least one");
        }
    }

    private static int only(List<Integer> layers) {
        if (layers.size() != 1) {
            throw new IllegalArgumentException("layers " + layers + " for a method that changes one");
        }
        return layers.get(0);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
