package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.ReadText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** All quantities that records have anything of, in an order that does not depend on theirs. */
public final class Metrics {

    private static final List<PromptRole> OF_EDITS =
            List.of(PromptRole.REWRITE, PromptRole.PARAPHRASE, PromptRole.NEIGHBOUR);
    private static final Set<PromptRole> OF_TESTS =
            EnumSet.of(PromptRole.PORTABILITY, PromptRole.LOCALITY, PromptRole.MULTI_HOP, PromptRole.SINGLE_HOP);

    private final List<ScoredEdit> edits;
    private final List<Quantity> found = new ArrayList<>();

    private Metrics(List<ScoredEdit> edits) {
        this.edits = edits;
    }

    /**
     * The quantities of some edits, all methods' together: harmonic means first, then prompts by their role, tests by their sort with the mean
     * over sorts before them, and texts. Accuracies by teacher forcing are never without those of generated text.
     *
     * @throws IllegalArgumentException if there are no edits
     */
    public static List<Quantity> of(List<ScoredEdit> edits) {
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("there are no scored edits to measure");
        }
        Metrics metrics = new Metrics(List.copyOf(edits));
        metrics.addHarmonicMean(PromptMeasure.RIGHT_LIKELIER, "S");
        metrics.addHarmonicMean(PromptMeasure.TOKEN_ACCURACY, "S of zsRE");
        for (PromptRole role : OF_EDITS) {
            metrics.add(role, measure -> new PromptMetric(role, measure));
        }
        metrics.add(PromptRole.ATTRIBUTE, measure -> new PromptMetric(PromptRole.ATTRIBUTE, measure));
        OF_TESTS.forEach(metrics::addTests);
        metrics.add(new NGramEntropy());
        metrics.names(edit -> edit.after().read().stream().map(ReadText::text))
                .forEach(text -> metrics.add(new TextPerplexity(text)));
        return List.copyOf(metrics.found);
    }

    private void addHarmonicMean(PromptMeasure measure, String fieldName) {
        List<Metric> parts = OF_EDITS.stream()
                .<Metric>map(role -> new PromptMetric(role, measure))
                .toList();
        if (parts.stream().allMatch(this::isKnown)) {
            found.add(new Composite(
                    "harmonic-mean." + measure.label(),
                    fieldName,
                    "Harmonic mean of the means over all records of rewrites, paraphrases and neighbours by "
                            + measure.label() + ".",
                    parts,
                    Composite.Combination.HARMONIC_MEAN));
        }
    }

    private void addTests(PromptRole role) {
        Set<String> groups = names(
                edit -> edit.prompts(role).stream().map(pair -> pair.asked().group()));
        for (PromptMeasure measure : PromptMeasure.values()) {
            List<Metric> parts = groups.stream()
                    .filter(group -> !group.isEmpty())
                    .<Metric>map(group -> new TestMetric(role, group, measure))
                    .filter(this::isKnown)
                    .toList();
            if (measure.isFor(role) && parts.size() > 1) {
                found.add(meanOverSorts(role, measure, parts));
            }
        }
        for (String group : groups) {
            add(role, measure -> new TestMetric(role, group, measure));
            add(new ConditionsMet(role, group));
        }
    }

    private static Composite meanOverSorts(PromptRole role, PromptMeasure measure, List<Metric> parts) {
        return new Composite(
                TestMetric.name(role, "mean", measure.label()),
                FieldNames.of(TestMetric.name(role, "", measure.label())),
                "Mean, over the sorts of " + role.label().replace('-', ' ')
                        + " tests, of each sort's mean over records by " + measure.label() + ".",
                parts,
                Composite.Combination.MEAN);
    }

    private void add(PromptRole role, Function<PromptMeasure, Metric> metric) {
        Arrays.stream(PromptMeasure.values())
                .filter(measure -> measure.isFor(role))
                .map(metric)
                .forEach(this::add);
    }

    private void add(Metric metric) {
        if (isKnown(metric)) {
            found.add(metric);
        }
    }

    private boolean isKnown(Metric metric) {
        return edits.stream().anyMatch(edit -> metric.of(edit).isPresent());
    }

    private Set<String> names(Function<ScoredEdit, Stream<String>> names) {
        Set<String> sorted = new TreeSet<>();
        edits.forEach(edit -> names.apply(edit).forEach(sorted::add));
        return sorted;
    }
}
