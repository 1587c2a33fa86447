package dev.engram.datasets;

/**
 * A true statement in three parts: the relation gives the subject this object.
 *
 * @param relation its name, such as {@code capital}
 * @param subject as a text names it, such as {@code France}
 * @param object what follows the subject's prompt after a space, such as {@code Paris}
 */
public record Fact(String relation, String subject, String object) {

    public Fact {
        if (relation.isBlank() || subject.isBlank() || object.isBlank()) {
            throw new IllegalArgumentException("a fact lacks a part: relation '" + relation + "', subject '" + subject
                    + "', object '" + object + "'");
        }
    }
}
