package dev.engram.training.measure;

import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.Fact;
import dev.engram.datasets.Prompt;
import dev.engram.datasets.Relation;
import dev.engram.datasets.Template;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfProgress;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.SubjectNoise;
import dev.engram.tracing.TraceRequest;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TraceSettings;
import dev.engram.tracing.summary.AverageEffects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** The figures of the bundled model's card, over a seeded choice of its facts. */
public final class DemoMeasurement {

    private final SiteModel model;
    private final BundledFacts bundled;
    private final List<Fact> facts;

    /**
     * Chooses facts.
     *
     * @param count how many, at most all
     */
    public DemoMeasurement(SiteModel model, BundledFacts bundled, int count, long seed) {
        this.model = model;
        this.bundled = bundled;
        List<Fact> shuffled = new ArrayList<>(bundled.facts());
        Collections.shuffle(shuffled, new Random(seed));
        this.facts = List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
    }

    /** Over all templates that the model was trained with. */
    public Recall recallOnTrainingTemplates() {
        return recall(Relation::trainingTemplates);
    }

    /** Over all templates that it never saw. */
    public Recall recallOnHeldOutTemplates() {
        return recall(Relation::heldOutTemplates);
    }

    private Recall recall(Function<Relation, List<Template>> templates) {
        List<Recall.Question> questions = facts.stream()
                .flatMap(fact -> templates.apply(bundled.relationOf(fact)).stream()
                        .map(template -> new Recall.Question(template.fill(fact.subject()), fact.object())))
                .toList();
        return Recall.of(model, questions);
    }

    /**
     * Traces the chosen facts in the first template of their relation, single hidden states, and averages those whose object is the
     * model's first choice. The noise is three times the deviation of all chosen subjects' embeddings.
     *
     * @param progress hears how many facts are done
     */
    public AverageEffects effects(IntConsumer progress) {
        double deviation = SubjectNoise.DEFAULT_FACTOR
                * SubjectNoise.embeddingStdDev(
                        model, facts.stream().map(Fact::subject).toList());
        TraceSettings settings =
                TraceSettings.of(Corruption.Noise.gaussian(deviation)).restoring(EnumSet.of(RestoredState.HIDDEN));
        CausalTracer tracer = new CausalTracer(model);
        List<TraceResult> traces = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            Prompt prompt = bundled.relationOf(fact).trainingTemplates().get(0).fill(fact.subject());
            if (Recall.of(model, List.of(new Recall.Question(prompt, fact.object())))
                            .right()
                    == 1) {
                traces.add(tracer.trace(TraceRequest.of(prompt, settings), WhatIfProgress.NONE));
            }
            progress.accept(i + 1);
        }
        return AverageEffects.of(traces, RestoredState.HIDDEN);
    }
}
