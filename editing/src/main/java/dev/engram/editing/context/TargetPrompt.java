package dev.engram.editing.context;

import dev.engram.datasets.Prompt;
import dev.engram.datasets.Rewrite;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.models.text.Tokenizer;
import java.util.List;

/**
 * A prompt and its target as the tokens of one text, so that their boundary is encoded as the model reads it.
 *
 * @param ids of prompt and target
 * @param subjectLast the position of the subject's last token
 * @param target the positions of the target's tokens
 */
public record TargetPrompt(List<Integer> ids, int subjectLast, TokenSpan target) {

    public TargetPrompt {
        ids = List.copyOf(ids);
        if (target.from() <= subjectLast || target.to() != ids.size()) {
            throw new IllegalArgumentException("a target at " + target + " does not end a text of " + ids.size()
                    + " tokens whose subject ends at " + subjectLast);
        }
    }

    /**
     * Encodes a rewrite after a prefix.
     *
     * @param prefix empty for the prompt by itself
     * @throws IllegalArgumentException if no token is left for the subject or the target; the message shows the tokens
     */
    public static TargetPrompt of(Rewrite rewrite, String prefix, Tokenizer tokenizer) {
        Prompt prompt = rewrite.prompt();
        String beforeTarget = prefix + prompt.text();
        TokenSequence tokens = tokenizer.encode(beforeTarget + rewrite.continuation());
        TokenSpan subject =
                tokens.covering(prefix.length() + prompt.subjectStart(), prefix.length() + prompt.subjectEnd());
        TokenSpan target = tokens.covering(beforeTarget.length(), tokens.text().length());
        if (target.from() <= subject.last()) {
            throw new IllegalArgumentException("the token '"
                    + tokens.tokens().get(subject.last()).text()
                    + "' holds the end of the subject and the beginning of the "
                    + "target; put a word between them; the tokens are " + tokens.display());
        }
        return new TargetPrompt(tokens.ids(), subject.last(), target);
    }

    /** The tokens that come before the target. */
    public List<Integer> promptIds() {
        return ids.subList(0, target.from());
    }

    /** The target's tokens. */
    public List<Integer> targetIds() {
        return ids.subList(target.from(), target.to());
    }
}
