package dev.engram.editing.value;

import dev.engram.editing.context.TargetPrompt;
import dev.engram.editing.value.ValueSettings.KlPlace;
import dev.engram.models.DifferentiableModel;
import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ObjectiveRequest.Addition;
import dev.engram.models.ObjectiveTerm;
import dev.engram.models.ObjectiveTerm.Divergence;
import dev.engram.models.ObjectiveTerm.NegativeLogLikelihood;
import dev.engram.models.ResidualObjective;
import dev.engram.models.ResidualObjective.Evaluation;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Looks for values by gradient (Meng et al. 2022, section 3.1, step 2): delta is added to the output of a block at the subject's last token,
 * which is to add it to that of the block's MLP, until the model says the target.
 *
 * <p>Several facts are looked for side by side, each as if alone: they share passes, not steps. A fact that is done is run no more.
 */
public final class ValueOptimizer {

    private final DifferentiableModel model;
    private final ValueSettings settings;

    public ValueOptimizer(DifferentiableModel model, ValueSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    /** Is told how many steps have been made, of the most that there can be. */
    @FunctionalInterface
    public interface StepListener {
        void at(int steps, int mostSteps);
    }

    /**
     * Finds the values of some facts, in their order.
     *
     * @param layer after whose block delta is added
     * @throws ArithmeticException if a loss is not a number
     */
    public List<FoundValue> optimize(int layer, List<ValueProblem> problems, StepListener listener) {
        List<List<Integer>> groups = ProblemGroups.of(problems);
        FoundValue[] found = new FoundValue[problems.size()];
        int most = groups.size() * settings.steps();
        for (int group = 0; group < groups.size(); group++) {
            int before = group * settings.steps();
            List<Integer> numbers = groups.get(group);
            List<FoundValue> together = optimizeTogether(
                    layer, numbers.stream().map(problems::get).toList(), step -> listener.at(before + step, most));
            for (int i = 0; i < numbers.size(); i++) {
                found[numbers.get(i)] = together.get(i);
            }
        }
        return List.of(found);
    }

    private List<FoundValue> optimizeTogether(int layer, List<ValueProblem> problems, IntConsumer listener) {
        List<Search> searches = new ArrayList<>();
        ObjectiveRequest request = request(layer, problems, searches);
        Set<Integer> active = new TreeSet<>();
        for (int i = 0; i < searches.size(); i++) {
            active.add(i);
        }
        try (ResidualObjective objective = model.objective(request)) {
            for (int step = 1; !active.isEmpty(); step++) {
                try (Evaluation evaluation = objective.evaluate(deltas(searches), active)) {
                    List<Double> terms = evaluation.terms();
                    active.forEach(fact -> searches.get(fact).record(terms));
                    boolean last = step == settings.steps();
                    active.removeIf(fact -> last || searches.get(fact).isDone());
                    if (!active.isEmpty()) {
                        FloatTensor gradient = evaluation.gradient(weights(searches));
                        active.forEach(fact ->
                                searches.get(fact).step(gradient.at(fact).toArray()));
                    }
                }
                listener.accept(step);
            }
        }
        return searches.stream().map(Search::found).toList();
    }

    private ObjectiveRequest request(int layer, List<ValueProblem> problems, List<Search> searches) {
        List<List<Integer>> sequences = new ArrayList<>();
        List<Addition> additions = new ArrayList<>();
        List<ObjectiveTerm> terms = new ArrayList<>();
        for (int fact = 0; fact < problems.size(); fact++) {
            ValueProblem problem = problems.get(fact);
            int firstTerm = terms.size();
            for (TargetPrompt context : problem.contexts()) {
                additions.add(new Addition(fact, sequences.size(), context.subjectLast()));
                for (int position = context.target().from();
                        position < context.target().to();
                        position++) {
                    terms.add(new NegativeLogLikelihood(
                            sequences.size(), position - 1, context.ids().get(position)));
                }
                sequences.add(context.ids());
            }
            int divergence = terms.size();
            if (settings.klFactor() > 0) {
                int subject = problem.preservedSubject().last();
                int end = problem.preserved().size() - 1;
                additions.add(new Addition(fact, sequences.size(), subject));
                terms.add(new Divergence(sequences.size(), settings.klPlace() == KlPlace.SUBJECT_LAST ? subject : end));
                sequences.add(problem.preserved());
            }
            searches.add(new Search(problem, settings, firstTerm, divergence, terms.size()));
        }
        return new ObjectiveRequest(layer, sequences, additions, terms, settings.klDirection());
    }

    private FloatTensor deltas(List<Search> searches) {
        int width = model.spec().width();
        float[] values = new float[searches.size() * width];
        for (int fact = 0; fact < searches.size(); fact++) {
            searches.get(fact).copyDelta(values, fact * width);
        }
        return FloatTensor.wrap(values, searches.size(), width);
    }

    private static List<Double> weights(List<Search> searches) {
        List<Double> weights = new ArrayList<>();
        searches.forEach(search -> search.addWeights(weights));
        return weights;
    }
}
