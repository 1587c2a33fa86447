package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.PromptRole;

/**
 * How definitions speak of prompts.
 *
 * @param prompts those asked for one reason
 * @param right the answer that is right after them
 * @param other the one it is weighed against
 */
record Wording(String prompts, String right, String other) {

    static Wording of(PromptRole role) {
        return switch (role) {
            case REWRITE -> new Wording("the edited prompts", "the new answer", "the old one");
            case PARAPHRASE -> new Wording("paraphrases of the edited prompts", "the new answer", "the old one");
            case NEIGHBOUR -> new Wording("prompts about neighbouring subjects", "their own answer", "the new one");
            case ATTRIBUTE ->
                new Wording(
                        "prompts about other subjects that have the new answer by right",
                        "the new answer",
                        "the old one");
            case PORTABILITY -> asking("about what follows from the edit");
            case LOCALITY -> asking("about what must stay as it is");
            case MULTI_HOP -> asking("that take several facts, edited ones among them");
            case SINGLE_HOP -> asking("about single facts that multi-hop questions take");
            case CONDITION -> asking("that the model has to know the answers to before the edit");
        };
    }

    private static Wording asking(String what) {
        return new Wording("questions " + what, "the right answer", "another");
    }

    /** A measure of these prompts, as the beginning of a sentence. */
    String of(PromptMeasure measure) {
        return switch (measure) {
            case RIGHT_LIKELIER ->
                "Share of " + prompts + " after which " + right + " is likelier than " + other
                        + ", by the mean log-probability of a token";
            case PROBABILITY_MARGIN ->
                "How much likelier " + right + " is than " + other + " after " + prompts
                        + ": the difference of e to the power of the mean log-probability of a token";
            case TOKEN_ACCURACY ->
                "Share of the tokens of " + right + " after " + prompts
                        + " that are the model's first choice, the tokens before them given (teacher forcing)";
            case ALL_TOKENS_ACCURACY ->
                "Share of " + prompts + " after which all tokens of " + right
                        + " are the model's first choice, the tokens before them given (teacher forcing)";
            case GENERATED_EXACT ->
                "Share of " + prompts + " after which greedy decoding begins with the tokens of " + right;
            case GENERATED_CONTAINS ->
                "Share of " + prompts + " after which the greedily decoded text contains " + right
                        + ", or an alias of it, as whole words in whatever case";
            case TOKEN_STABILITY ->
                "Share of the tokens of " + right + " after " + prompts
                        + " at whose place the model's first choice is the same before the edit and after";
            case GENERATED_STABILITY ->
                "Share of " + prompts
                        + " after which greedy decoding goes on with the same tokens before the edit and after";
        };
    }
}
