package dev.engram.datasets;

import java.util.List;

/** What records of prompts and facts to edit may hold, in all forms of them. */
enum Field implements RecordField {
    PROMPT("prompt"),
    TEMPLATE("template"),
    SUBJECT("subject"),
    ATTRIBUTE("attribute", "answer", "object", "target_true", "ground_truth"),
    FOIL("foil", "target_new"),
    TARGET("target", "target_new"),
    /** CounterFact's object with the four fields of a rewrite. */
    REWRITE("requested_rewrite"),
    /** The text of an object that CounterFact has in a text's place, beside its Wikidata id. */
    STRING("str"),
    PARAPHRASES("paraphrases", "paraphrase_prompts", "rephrase_prompt", "rephrase"),
    NEIGHBOURS("neighbours", "neighbors"),
    /** CounterFact's: prompts about subjects that have the same attribute. */
    NEIGHBOURHOOD("neighborhood_prompts"),
    /** EasyEdit's, with their answers in a field beside. */
    LOCALITY("locality_prompt"),
    LOCALITY_ANSWERS("locality_ground_truth"),
    ID("known_id", "case_id", "id");

    // List.of makes a list that nobody can change, which its type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> keys;

    Field(String... keys) {
        this.keys = List.of(keys);
    }

    @Override
    public List<String> keys() {
        return keys;
    }
}
