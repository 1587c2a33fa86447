package dev.engram.datasets.benchmark;

import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fact as RippleEdits states it, in one sentence: subject and object have to be found in it. The wording between them may be part of a
 * name, too ("What Is Love is ..."), so that there can be several ways to part it.
 *
 * @param stem all up to the object, with the space before it
 * @param rewrite the prompt, the subject and the object
 */
record RippleStatement(String stem, Rewrite rewrite) {

    /**
     * The one way to part a statement that its record speaks for.
     *
     * @param subjects those of queries about the same entity
     * @param original the statement of the fact before the edit, which begins alike
     * @return empty if the statement is not worded as its relation's are
     * @throws IllegalArgumentException if it holds {@code {}}
     */
    static Optional<RippleStatement> of(
            String statement, RippleRelation relation, Set<String> subjects, Optional<String> original) {
        List<RippleStatement> ways = ways(statement, relation);
        Optional<RippleStatement> asked = ways.stream()
                .filter(way -> subjects.contains(way.rewrite.subject()))
                .findFirst();
        Optional<RippleStatement> alike = ways.stream()
                .filter(way -> original.isPresent() && original.get().startsWith(way.stem))
                .max(Comparator.comparingInt(way -> way.stem.length()));
        return asked.or(() -> alike).or(() -> ways.stream().findFirst());
    }

    /** The object of another statement with the same stem. */
    Optional<String> objectOf(String other) {
        return other.startsWith(stem)
                ? Optional.of(withoutStop(other.substring(stem.length()))).filter(object -> !object.isBlank())
                : Optional.empty();
    }

    private static List<RippleStatement> ways(String statement, RippleRelation relation) {
        List<RippleStatement> ways = new ArrayList<>();
        int start = relation.subjectStart(statement);
        if (start < 0) {
            return ways;
        }
        String after = relation.after();
        for (int end = statement.indexOf(after, start + 1); end >= 0; end = statement.indexOf(after, end + 1)) {
            String stem = statement.substring(0, end + after.length());
            String object = withoutStop(statement.substring(stem.length()));
            if (!object.isBlank()) {
                String template = statement.substring(0, start) + "{}" + after.stripTrailing();
                Rewrite rewrite = new Rewrite(new Template(template), statement.substring(start, end), object);
                ways.add(new RippleStatement(stem, rewrite));
            }
        }
        return ways;
    }

    static String withoutStop(String end) {
        String text = end.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1).strip() : text;
    }
}
