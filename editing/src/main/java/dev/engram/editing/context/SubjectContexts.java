package dev.engram.editing.context;

import dev.engram.datasets.Rewrite;
import dev.engram.models.text.Tokenizer;
import java.util.List;
import java.util.stream.Stream;

/**
 * One subject, all that is to be said of it, and the contexts in which it is seen. Rewrites of one subject share a key, so that they share a
 * value as well (MEMIT-Merge, 2025): apart, they would take it from each other.
 *
 * @param rewrites with the same subject, at least one
 * @param bare each prompt by itself
 * @param prefixed each prompt after each of the sampled prefixes
 */
public record SubjectContexts(List<Rewrite> rewrites, List<TargetPrompt> bare, List<TargetPrompt> prefixed) {

    public SubjectContexts {
        rewrites = List.copyOf(rewrites);
        bare = List.copyOf(bare);
        prefixed = List.copyOf(prefixed);
        if (rewrites.stream().map(Rewrite::subject).distinct().count() != 1) {
            throw new IllegalArgumentException("contexts of " + rewrites + " are not of one subject");
        }
    }

    /**
     * Encodes the contexts.
     *
     * @param prefixes those that were sampled, without the empty one
     */
    public static SubjectContexts of(List<Rewrite> rewrites, List<String> prefixes, Tokenizer tokenizer) {
        return new SubjectContexts(
                rewrites,
                rewrites.stream()
                        .map(rewrite -> TargetPrompt.of(rewrite, "", tokenizer))
                        .toList(),
                rewrites.stream()
                        .flatMap(
                                rewrite -> prefixes.stream().map(prefix -> TargetPrompt.of(rewrite, prefix, tokenizer)))
                        .toList());
    }

    public String subject() {
        return rewrites.get(0).subject();
    }

    /** The bare ones, then the others. */
    public List<TargetPrompt> all() {
        return Stream.concat(bare.stream(), prefixed.stream()).toList();
    }
}
