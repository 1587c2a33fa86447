package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.context.ContextSampler;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.context.SubjectContexts;
import dev.engram.editing.context.SubjectReader;
import dev.engram.editing.context.SubjectState;
import dev.engram.editing.context.TargetPrompt;
import dev.engram.editing.method.EditProgress.Phase;
import dev.engram.editing.value.FoundValue;
import dev.engram.editing.value.ValueOptimizer;
import dev.engram.editing.value.ValueProblem;
import dev.engram.editing.value.ValueSettings;
import dev.engram.models.EditableModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.TokenSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The facts of one edit, by subject, as a model holds them: what all methods with keys and values begin with. */
final class Facts {

    /** Some hundred rows a pass, where products are at full speed. */
    private static final int CONTEXTS_AT_ONCE = 48;

    private final EditableModel model;
    private final List<SubjectContexts> subjects;
    private final SharedSearches searches;
    private final SubjectReader reader;

    private Facts(EditableModel model, List<SubjectContexts> subjects, SharedSearches searches) {
        this.model = model;
        this.subjects = subjects;
        this.searches = searches;
        this.reader = new SubjectReader(model);
    }

    static Facts of(
            EditableModel model,
            List<Rewrite> rewrites,
            ContextSettings settings,
            SharedSearches searches,
            EditProgress progress) {
        progress.at(Phase.CONTEXTS, 0, 1);
        List<String> prefixes = searches.prefixes(settings, () -> new ContextSampler(model).sample(settings));
        Map<String, List<Rewrite>> bySubject = new LinkedHashMap<>();
        for (Rewrite rewrite : rewrites) {
            bySubject
                    .computeIfAbsent(rewrite.subject(), subject -> new ArrayList<>())
                    .add(rewrite);
        }
        return new Facts(
                model,
                bySubject.values().stream()
                        .map(same -> SubjectContexts.of(same, prefixes, model.tokenizer()))
                        .toList(),
                searches);
    }

    List<SubjectContexts> subjects() {
        return subjects;
    }

    /** What a layer holds of each subject in the model as it is now. */
    List<Subject> read(int layer) {
        List<TargetPrompt> contexts =
                subjects.stream().flatMap(subject -> subject.all().stream()).toList();
        List<SubjectState> states = new ArrayList<>();
        for (int from = 0; from < contexts.size(); from += CONTEXTS_AT_ONCE) {
            int to = Math.min(contexts.size(), from + CONTEXTS_AT_ONCE);
            states.addAll(reader.read(layer, contexts.subList(from, to)));
        }
        List<Subject> read = new ArrayList<>();
        int from = 0;
        for (SubjectContexts subject : subjects) {
            int to = from + subject.all().size();
            read.add(new Subject(subject, states.subList(from, to)));
            from = to;
        }
        return read;
    }

    /** Looks for each subject's value at a layer. */
    List<FoundValue> findValues(int layer, ValueSettings settings, List<FloatTensor> origins, EditProgress progress) {
        List<ValueProblem> problems = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            String subject = subjects.get(i).subject();
            TokenSequence preserved = model.tokenizer().encode(subject + " is a");
            problems.add(new ValueProblem(
                    subjects.get(i).all(), preserved.ids(), preserved.covering(0, subject.length()), origins.get(i)));
        }
        return searches.values(
                layer,
                settings,
                problems,
                () -> new ValueOptimizer(model, settings)
                        .optimize(layer, problems, (done, total) -> progress.at(Phase.STEPS, done, total)));
    }

    /** How each subject went, for each of its rewrites. */
    List<FactReport> reports(List<FoundValue> found, List<ValueNorms> norms) {
        List<FactReport> reports = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            for (Rewrite rewrite : subjects.get(i).rewrites()) {
                reports.add(new FactReport(rewrite, found.get(i).losses(), Optional.of(norms.get(i))));
            }
        }
        return reports;
    }

    /** A subject's states at a layer. */
    record Subject(SubjectContexts contexts, List<SubjectState> states) {

        Subject {
            states = List.copyOf(states);
        }

        /** The mean of something over the bare prompts. */
        FloatTensor bare(Function<SubjectState, FloatTensor> part) {
            return mean(states.subList(0, contexts.bare().size()), part);
        }

        /** The mean of something over all contexts, bare or not. */
        FloatTensor averaged(Function<SubjectState, FloatTensor> part) {
            return mean(states, part);
        }

        /** The mean over the bare prompts and that over the others, half and half, as MEMIT has it. */
        FloatTensor averagedByKind(Function<SubjectState, FloatTensor> part) {
            int count = contexts.bare().size();
            if (states.size() == count) {
                return bare(part);
            }
            return Vectors.mean(List.of(bare(part), mean(states.subList(count, states.size()), part)));
        }

        private static FloatTensor mean(List<SubjectState> states, Function<SubjectState, FloatTensor> part) {
            return Vectors.mean(states.stream().map(part).toList());
        }
    }
}
