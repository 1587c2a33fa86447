package dev.engram.datasets.benchmark;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How RippleEdits words a relation: what stands just before the subject, and what after. A query ends there; a statement goes on with the
 * object and a full stop.
 *
 * @param before empty where the subject opens the text
 * @param after with a space at either end
 */
record RippleRelation(String before, String after) {

    private static final String IS = " is ";

    /** Those that are not worded "(relation) of (subject) is". */
    private static final Map<String, RippleRelation> OTHERS = Map.ofEntries(
            Map.entry("SEX_OR_GENDER", new RippleRelation("gender of ", IS)),
            Map.entry("NATIVE_LANGUAGE", new RippleRelation("mother tongue of ", IS)),
            Map.entry("CAPITAL", new RippleRelation("capital city of ", IS)),
            Map.entry("SIBLING", new RippleRelation("siblings of ", " are ")),
            Map.entry("CAST_MEMBER", new RippleRelation("cast members of ", " are ")),
            Map.entry("NUMBER_OF_CHILDREN", new RippleRelation("number of children ", " has is ")),
            Map.entry("POSITION_HELD", new RippleRelation("position held by ", IS)),
            Map.entry("CURRENCY", new RippleRelation("currency in ", IS)),
            Map.entry("AWARD_RECEIVED", new RippleRelation("award ", " won is ")),
            Map.entry("LEAGUE", new RippleRelation("league which ", " plays in is ")),
            Map.entry("MEMBER_OF_SPORTS_TEAM", new RippleRelation("sports team which ", " is a member of is ")),
            Map.entry("COUNTRY", new RippleRelation("country which ", " is associated with is ")),
            Map.entry("ETHNIC_GROUP", new RippleRelation("ethnic group which ", " is associated with is ")),
            Map.entry("RELIGION", new RippleRelation("religion which ", " is associated with is ")),
            Map.entry("CONTINENT", new RippleRelation("continent which ", " is part of is ")),
            Map.entry("CAPITAL_OF", new RippleRelation("country which ", " is the capital of is ")),
            Map.entry("FOLLOWS", new RippleRelation("", " follows ")),
            Map.entry("FOLLOWED_BY", new RippleRelation("", " is followed by ")));

    /** The wording of a relation, by its name in the files, such as {@code PLACE_OF_BIRTH}. */
    static RippleRelation of(String name) {
        RippleRelation other = OTHERS.get(name);
        return other == null ? new RippleRelation(name.toLowerCase(Locale.ROOT).replace('_', ' ') + " of ", IS) : other;
    }

    /** Where the subject begins in a text of the relation; -1 if the text is worded otherwise. */
    int subjectStart(String text) {
        int start = text.indexOf(before);
        return start < 0 ? -1 : start + before.length();
    }

    /** The subject of a query, in which nothing follows the wording. */
    Optional<String> subjectOfQuery(String query) {
        int start = subjectStart(query);
        String end = after.stripTrailing();
        return start >= 0 && query.endsWith(end) && start < query.length() - end.length()
                ? Optional.of(query.substring(start, query.length() - end.length()))
                : Optional.empty();
    }
}
