package dev.engram.eval.benchmark;

import java.util.OptionalDouble;

/**
 * What a sequence of edits has left of its earlier edits, and of the model.
 *
 * @param edits how many records were edited so far
 * @param preferred the share of their rewrites whose new answer is likelier than the old one or, where that is not known, is said
 * @param said the share of their rewrites that greedy decoding goes on with
 * @param perplexity on the neutral text
 * @param kept the share of places in the neutral text whose first choice is the unedited model's
 * @param choices the share of multiple-choice questions answered rightly, by {@link dev.engram.eval.health.ChoiceProbe}; empty where none
 *     are asked
 * @param choicesBefore the unedited model's
 */
public record AbilityCheck(
        String method,
        int edits,
        double preferred,
        double said,
        double perplexity,
        double kept,
        OptionalDouble choices,
        OptionalDouble choicesBefore) {}
