package dev.engram.tracing.patching;

/**
 * Two prompts that differ in what is asked and, best, in nothing else.
 *
 * @param clean the one that the answer belongs to
 * @param corrupted the one that the foil belongs to
 */
public record PromptPair(String clean, String corrupted) {

    public PromptPair {
        requireText("clean", clean);
        requireText("corrupted", corrupted);
    }

    private static void requireText(String name, String prompt) {
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException(
                    "the " + name + " prompt is empty; pass the text that the model is to continue");
        }
    }
}
