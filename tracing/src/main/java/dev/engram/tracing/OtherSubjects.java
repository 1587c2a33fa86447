package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.models.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Puts other subjects with as many tokens into the place of a prompt's own. */
final class OtherSubjects {

    private final Tokenizer tokenizer;
    private final List<String> subjects;
    private final TraceSettings settings;

    OtherSubjects(Tokenizer tokenizer, List<String> subjects, TraceSettings settings) {
        this.tokenizer = tokenizer;
        this.subjects = subjects;
        this.settings = settings;
    }

    /**
     * The prompt with other subjects: as many as there are samples, fewer where not so many fit; which ones is decided by the seed and the
     * prompt. Each has the same tokens outside of the subject.
     *
     * @throws IllegalArgumentException if none fits
     */
    List<TokenSequence> replacing(Prompt prompt, Tokenizer.Bos bos, TokenSequence tokens, TokenSpan subject) {
        String before = prompt.text().substring(0, prompt.subjectStart());
        String after = prompt.text().substring(prompt.subjectEnd());
        List<String> shuffled = new ArrayList<>(subjects);
        Collections.shuffle(
                shuffled, new Random(31L * settings.seed() + prompt.text().hashCode()));
        List<TokenSequence> replaced = new ArrayList<>();
        for (String other : shuffled) {
            if (replaced.size() < settings.samples() && !other.equals(prompt.subject())) {
                TokenSequence candidate = tokenizer.encode(before + other + after, bos);
                if (fits(candidate, tokens, subject)) {
                    replaced.add(candidate);
                }
            }
        }
        if (replaced.isEmpty()) {
            throw new IllegalArgumentException(
                    "no other of the " + subjects.size() + " subjects has the " + subject.length() + " tokens of '"
                            + prompt.subject() + "', so that none can take its place; corrupt it with noise");
        }
        return replaced;
    }

    private static boolean fits(TokenSequence candidate, TokenSequence tokens, TokenSpan subject) {
        List<Integer> its = candidate.ids();
        List<Integer> ours = tokens.ids();
        return its.size() == ours.size()
                && its.subList(0, subject.from()).equals(ours.subList(0, subject.from()))
                && its.subList(subject.to(), its.size()).equals(ours.subList(subject.to(), ours.size()))
                && !its.equals(ours);
    }
}
