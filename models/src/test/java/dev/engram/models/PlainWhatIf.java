package dev.engram.models;

import dev.engram.models.tensor.IndexRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The plain way to run a what-if request: one pass over whole sequences, one for each base run and each branch. The oracle of the fast one. */
public final class PlainWhatIf {

    private PlainWhatIf() {}

    public static WhatIfResult run(SiteModel model, WhatIfRequest request) {
        List<List<Integer>> sequences = new ArrayList<>();
        List<Intervention> interventions = new ArrayList<>();
        List<LogitSelection.Answer> answers = new ArrayList<>();
        for (BaseRun base : request.bases()) {
            add(base, base.changes(), sequences, interventions, answers);
        }
        for (Branch branch : request.branches()) {
            BaseRun base = request.bases().get(branch.base());
            List<Change> changes = new ArrayList<>(base.changes());
            changes.addAll(branch.changes());
            add(base, changes, sequences, interventions, answers);
        }
        List<Double> flat = model.run(ForwardRequest.of(sequences)
                        .changing(interventions)
                        .selecting(new LogitSelection.Answers(answers)))
                .logProbabilities();
        List<List<Double>> bySequence = new ArrayList<>();
        sequences.forEach(sequence -> bySequence.add(new ArrayList<>()));
        for (int i = 0; i < flat.size(); i++) {
            bySequence.get(answers.get(i).sequence()).add(flat.get(i));
        }
        int bases = request.bases().size();
        return new WhatIfResult(bySequence.subList(0, bases), bySequence.subList(bases, bySequence.size()));
    }

    private static void add(
            BaseRun base,
            List<Change> changes,
            List<List<Integer>> sequences,
            List<Intervention> interventions,
            List<LogitSelection.Answer> answers) {
        int sequence = sequences.size();
        sequences.add(base.tokens());
        changes.forEach(change -> interventions.add(intervention(change, sequence)));
        base.readouts()
                .forEach(readout ->
                        answers.add(new LogitSelection.Answer(sequence, readout.position(), readout.token())));
    }

    private static Intervention intervention(Change change, int sequence) {
        Region region = new Region(IndexRange.single(sequence), change.positions(), change.head());
        Change.Source source = change.source();
        if (source instanceof Change.Source.FromRun from) {
            return new Intervention.Restore(change.site(), region, from.base());
        }
        if (source instanceof Change.Source.Given given) {
            return new Intervention.Replace(change.site(), region, given.values());
        }
        if (source instanceof Change.Source.Added added) {
            return new Intervention.Add(change.site(), region, added.values());
        }
        return new Intervention.Zero(change.site(), region);
    }

    /** All log-probabilities of a result, base runs first. */
    public static List<Double> flat(WhatIfResult result) {
        List<Double> all = new ArrayList<>();
        result.bases().forEach(all::addAll);
        result.branches().forEach(all::addAll);
        return Collections.unmodifiableList(all);
    }
}
