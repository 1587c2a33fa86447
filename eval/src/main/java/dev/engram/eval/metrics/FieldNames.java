package dev.engram.eval.metrics;

import java.util.Map;

/** What papers and their code call metrics, by our names for them. */
final class FieldNames {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("rewrite.right-likelier", "ES"),
            Map.entry("paraphrase.right-likelier", "PS"),
            Map.entry("neighbour.right-likelier", "NS"),
            Map.entry("rewrite.probability-margin", "EM"),
            Map.entry("paraphrase.probability-margin", "PM"),
            Map.entry("neighbour.probability-margin", "NM"),
            Map.entry("rewrite.token-accuracy", "zsRE efficacy, EasyEdit rewrite_acc"),
            Map.entry("paraphrase.token-accuracy", "zsRE paraphrase, EasyEdit rephrase_acc"),
            Map.entry("neighbour.token-accuracy", "zsRE specificity"),
            Map.entry("rewrite.all-tokens-accuracy", "MEMIT rewrite_acc"),
            Map.entry("paraphrase.all-tokens-accuracy", "MEMIT paraphrase_acc"),
            Map.entry("neighbour.all-tokens-accuracy", "MEMIT neighborhood_acc"),
            Map.entry("neighbour.token-stability", "EasyEdit locality"),
            Map.entry("locality.token-stability", "EasyEdit locality"),
            Map.entry("portability.token-accuracy", "EasyEdit portability"),
            Map.entry("portability.generated-contains", "RippleEdits accuracy"),
            Map.entry("locality.generated-contains", "RippleEdits accuracy"),
            Map.entry("portability.conditions-met", "RippleEdits executed"),
            Map.entry("locality.conditions-met", "RippleEdits executed"),
            Map.entry("multi-hop.generated-contains", "MQuAKE multi-hop accuracy"));

    private FieldNames() {}

    /** Empty where the field has no name for it. */
    static String of(String name) {
        return NAMES.getOrDefault(name, "");
    }
}
