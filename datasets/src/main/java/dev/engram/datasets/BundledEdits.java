package dev.engram.datasets;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The project's own facts as cases to edit, made as CounterFact's are (Meng et al. 2022, appendix D): a fact gets the object of another
 * fact of its relation. The rewrite's prompt is the relation's plainest template, paraphrases are its held-out templates, and neighbours
 * are the plainest template about other subjects of the relation, first of all subjects with the same object, since an edit reaches those
 * most easily.
 */
public final class BundledEdits {

    /** As many as CounterFact has. */
    private static final int MOST_NEIGHBOURS = 10;

    private final BundledFacts bundled;
    private final Map<String, List<Fact>> facts;
    private final Random random;

    private BundledEdits(BundledFacts bundled, long seed) {
        this.bundled = bundled;
        this.facts = bundled.facts().stream().collect(groupingBy(Fact::relation));
        this.random = new Random(seed); // specified to the bit, unlike newer generators
    }

    /**
     * As many cases as asked for, each of another fact. The same seed gives the same cases, and fewer cases are the first of more. A
     * case's id is its fact's relation and subject, such as {@code capital/France}, whatever the seed.
     *
     * @throws IllegalArgumentException if there are not so many facts
     */
    public static List<EditCase> cases(BundledFacts bundled, int count, long seed) {
        List<Fact> shuffled = new ArrayList<>(bundled.facts());
        if (count < 0 || count > shuffled.size()) {
            throw new IllegalArgumentException(
                    "there are no " + count + " cases to edit; the project has " + shuffled.size() + " facts");
        }
        BundledEdits edits = new BundledEdits(bundled, seed);
        Collections.shuffle(shuffled, edits.random);
        List<EditCase> cases = new ArrayList<>();
        for (Fact fact : shuffled.subList(0, count)) {
            cases.add(edits.editCase(fact));
        }
        return cases;
    }

    private EditCase editCase(Fact fact) {
        Relation relation = bundled.relationOf(fact);
        Template plainest = relation.trainingTemplates().get(0);
        String target = otherObject(fact);
        return new EditCase(
                fact.relation() + "/" + fact.subject(),
                new Rewrite(plainest, fact.subject(), target),
                Optional.of(fact.object()),
                relation.heldOutTemplates().stream()
                        .map(template -> template.fill(fact.subject()).text())
                        .toList(),
                neighbours(fact, target)
                        .map(other ->
                                new Neighbour(plainest.fill(other.subject()).text(), Optional.of(other.object())))
                        .toList());
    }

    private String otherObject(Fact fact) {
        List<String> objects = sameRelation(fact)
                .map(Fact::object)
                .distinct()
                .filter(object -> areApart(object, fact.object()) && areApart(object, fact.subject()))
                .toList();
        return objects.get(random.nextInt(objects.size()));
    }

    /** An object that can be read off the subject, or off the true object, would say nothing of the edit. */
    private static boolean areApart(String one, String other) {
        return !one.contains(other) && !other.contains(one);
    }

    /** None of them has the target for its true object: nobody could tell whether the edit has reached it. */
    private Stream<Fact> neighbours(Fact fact, String target) {
        List<Fact> others = new ArrayList<>(sameRelation(fact)
                .filter(other -> !other.equals(fact) && areApart(other.object(), target))
                .toList());
        Collections.shuffle(others, random);
        Stream<Fact> alike = others.stream().filter(other -> other.object().equals(fact.object()));
        Stream<Fact> unlike = others.stream().filter(other -> !other.object().equals(fact.object()));
        return Stream.concat(alike, unlike).limit(MOST_NEIGHBOURS);
    }

    private Stream<Fact> sameRelation(Fact fact) {
        return facts.getOrDefault(fact.relation(), List.of()).stream();
    }
}
