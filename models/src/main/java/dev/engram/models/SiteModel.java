package dev.engram.models;

import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A decoder whose activations can be read and changed at named {@link Site sites}. */
public interface SiteModel extends LanguageModel {

    ModelSpec spec();

    /**
     * One forward pass.
     *
     * @throws IllegalArgumentException if a sequence is empty or longer than the context, a token is not in the vocabulary, a site does
     *     not exist in this model, or a region lies outside the batch; the message names it
     */
    ForwardResult run(ForwardRequest request);

    /**
     * Some runs and what each would say with something changed, computing only what differs. The answers are those of whole passes, to
     * rounding.
     *
     * @throws IllegalArgumentException as {@link #run}; or if a change is at a site that what-if runs do not change (queries, keys, values,
     *     patterns, the inside of MLPs), its values are not as many as it needs, or it refers to a run that is not there
     */
    WhatIfResult whatIf(WhatIfRequest request, WhatIfProgress progress);

    /**
     * The work that {@link #whatIf} would do.
     *
     * @throws IllegalArgumentException as there
     */
    WhatIfPlan explain(WhatIfRequest request);

    /**
     * Second moments of some sites, nothing added yet; the caller closes them, before the model.
     *
     * @throws IllegalArgumentException if a site does not exist in this model, or is an attention pattern
     */
    SecondMoments secondMoments(Set<Site> sites);

    /** The sites that this model has, in the order of a pass. */
    List<Site> sites();

    /** The embeddings of some tokens, before positions: [N, D]. */
    FloatTensor embeddings(List<Integer> tokens);

    @Override
    default int contextLength() {
        return spec().contextLength();
    }

    @Override
    default List<FloatTensor> nextTokenLogits(List<List<Integer>> sequences) {
        ForwardResult result = run(ForwardRequest.of(sequences));
        return IntStream.range(0, sequences.size()).mapToObj(result::lastLogits).toList();
    }

    @Override
    default AnswerScores scores(List<List<Integer>> sequences, List<LogitSelection.Answer> answers) {
        ForwardResult result = run(ForwardRequest.of(sequences).selecting(new LogitSelection.RankedAnswers(answers)));
        return new AnswerScores(result.logProbabilities(), result.ranks(), result.firstChoices());
    }
}
