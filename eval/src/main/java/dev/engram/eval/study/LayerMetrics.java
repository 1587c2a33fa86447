package dev.engram.eval.study;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The shares by which the field scores edits (Meng et al. 2022, section 3.4), of the edits at one layer; means over the facts that have the prompts.
 *
 * @param efficacy of rewrites after which the new answer is likelier than the old one
 * @param generalisation of paraphrases, likewise
 * @param specificity of neighbours whose own answer stays likelier than the new one
 * @param said of rewrites that greedy decoding goes on with in the new answer's tokens
 */
public record LayerMetrics(
        int layer, double efficacy, OptionalDouble generalisation, OptionalDouble specificity, double said) {

    /** Those of each layer that the facts were edited at, all at the same. */
    static List<LayerMetrics> of(List<StudiedFact> studied) {
        int layers = studied.isEmpty() ? 0 : studied.get(0).edits().size();
        return IntStream.range(0, layers)
                .mapToObj(i -> ofLayer(
                        studied.stream().map(fact -> fact.edits().get(i)).toList()))
                .toList();
    }

    private static LayerMetrics ofLayer(List<LayerEdit> edits) {
        return new LayerMetrics(
                edits.get(0).layer(),
                mean(edits, edit -> edit.prefersNew() ? 1 : 0),
                meanOfDefined(edits, LayerEdit::generalisation),
                meanOfDefined(edits, LayerEdit::specificity),
                mean(edits, edit -> edit.saysNew() ? 1 : 0));
    }

    private static double mean(List<LayerEdit> edits, ToDoubleFunction<LayerEdit> value) {
        return edits.stream().mapToDouble(value).average().orElseThrow();
    }

    private static OptionalDouble meanOfDefined(List<LayerEdit> edits, Function<LayerEdit, OptionalDouble> value) {
        return edits.stream().map(value).flatMapToDouble(OptionalDouble::stream).average();
    }
}
