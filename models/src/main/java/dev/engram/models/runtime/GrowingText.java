package dev.engram.models.runtime;

import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.TokenChooser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One prompt on its way to a {@link Generation}. */
final class GrowingText {

    private final GenerationRequest request;
    private final int contextLength;
    private final TokenChooser chooser;
    private final List<Integer> added = new ArrayList<>();
    private Generation.@Nullable Stop stop;

    GrowingText(GenerationRequest request, int contextLength) {
        this.request = request;
        this.contextLength = contextLength;
        this.chooser = new TokenChooser(request.sampling());
    }

    /** The most tokens that this text may come to have. */
    int longest() {
        return (int) Math.min(contextLength, (long) request.prompt().size() + request.maxNewTokens());
    }

    /** What the next pass has to run: the prompt, later the newest token, nothing once the text has ended. */
    List<Integer> fresh() {
        if (hasEnded()) {
            return List.of();
        }
        return added.isEmpty() ? request.prompt() : added.subList(added.size() - 1, added.size());
    }

    boolean hasEnded() {
        return stop != null;
    }

    /** Adds the token that is chosen from the logits [V] of the next position. */
    void grow(float[] logits) {
        int token = chooser.choose(logits);
        added.add(token);
        if (request.endTokens().contains(token)) {
            stop = Generation.Stop.END_TOKEN;
        } else if (added.size() == request.maxNewTokens()) {
            stop = Generation.Stop.MAX_NEW_TOKENS;
        } else if (request.prompt().size() + added.size() > contextLength) {
            stop = Generation.Stop.CONTEXT_FULL;
        }
    }

    /**
     * The finished text.
     *
     * @throws IllegalStateException if it has not ended
     */
    Generation generation() {
        if (stop == null) {
            throw new IllegalStateException("the text has " + added.size() + " new tokens and has not ended");
        }
        return new Generation(added, stop);
    }
}
