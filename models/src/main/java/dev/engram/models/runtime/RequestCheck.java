package dev.engram.models.runtime;

import dev.engram.models.ForwardRequest;
import dev.engram.models.Intervention;
import dev.engram.models.LogitSelection;
import dev.engram.models.Region;
import dev.engram.models.SiteKind;
import dev.engram.models.spec.ModelSpec;
import java.util.List;

/** Refuses requests that cannot be run, before anything is computed. */
final class RequestCheck {

    private final ModelSpec spec;
    private final List<List<Integer>> sequences;

    private RequestCheck(ModelSpec spec, List<List<Integer>> sequences) {
        this.spec = spec;
        this.sequences = sequences;
    }

    static void require(ForwardRequest request, ModelSpec spec) {
        RequestCheck check = new RequestCheck(spec, request.sequences());
        requireTokens(request.sequences(), spec);
        request.captures().forEach(site -> SiteInventory.require(site, spec));
        request.interventions().forEach(check::intervention);
        requireAnswers(request.logits().answers(), request.sequences(), spec.vocabulary());
    }

    /** Refuses sequences that the model cannot run. */
    static void requireTokens(List<List<Integer>> sequences, ModelSpec spec) {
        requireTokens(sequences, spec.vocabulary(), spec.contextLength());
    }

    static void requireTokens(List<List<Integer>> sequences, int vocabulary, int contextLength) {
        for (List<Integer> sequence : sequences) {
            if (sequence.isEmpty()) {
                throw new IllegalArgumentException("a sequence has no tokens; a forward pass needs at least one");
            }
            if (sequence.size() > contextLength) {
                throw new IllegalArgumentException("a sequence of " + sequence.size()
                        + " tokens is longer than the model's context of " + contextLength + "; shorten the prompt");
            }
            sequence.forEach(token -> requireToken(token, vocabulary));
        }
    }

    static void requireToken(int token, ModelSpec spec) {
        requireToken(token, spec.vocabulary());
    }

    private static void requireToken(int token, int vocabulary) {
        if (token < 0 || token >= vocabulary) {
            throw new IllegalArgumentException("token " + token + " is not in the model's vocabulary of " + vocabulary);
        }
    }

    /** Refuses answers that are not a token of a sequence's. */
    static void requireAnswers(List<LogitSelection.Answer> answers, List<List<Integer>> sequences, int vocabulary) {
        for (LogitSelection.Answer answer : answers) {
            if (answer.sequence() < 0
                    || answer.sequence() >= sequences.size()
                    || answer.position() < 0
                    || answer.position() >= sequences.get(answer.sequence()).size()) {
                throw new IllegalArgumentException(answer + " lies outside the batch");
            }
            requireToken(answer.token(), vocabulary);
        }
    }

    private void intervention(Intervention intervention) {
        SiteInventory.require(intervention.site(), spec);
        SiteKind kind = intervention.site().kind();
        Region region = intervention.region();
        if (region.sequences().to() > sequences.size()) {
            throw outside(intervention, "a batch of " + sequences.size() + " sequences");
        }
        region.sequences().indices().forEach(sequence -> requirePositions(intervention, sequence));
        if (region.head().isPresent()) {
            int head = region.head().getAsInt();
            if (!SiteInventory.isByHead(kind) || head < 0 || head >= SiteInventory.heads(kind, spec)) {
                throw outside(intervention, "a site of " + SiteInventory.heads(kind, spec) + " heads");
            }
        }
        if (intervention instanceof Intervention.Restore restore) {
            if (restore.fromSequence() < 0 || restore.fromSequence() >= sequences.size()) {
                throw outside(intervention, "a batch of " + sequences.size() + " sequences");
            }
            requirePositions(intervention, restore.fromSequence());
        }
        boolean carriesPatternRows = kind == SiteKind.ATTN_PATTERN && !(intervention instanceof Intervention.Restore);
        if (carriesPatternRows
                && region.sequences()
                                .indices()
                                .map(s -> sequences.get(s).size())
                                .distinct()
                                .count()
                        > 1) {
            throw new IllegalArgumentException("one change of " + intervention.site()
                    + " covers sequences of unequal length; change each by itself");
        }
    }

    private void requirePositions(Intervention intervention, int sequence) {
        int length = sequences.get(sequence).size();
        if (intervention.region().positions().to() > length) {
            throw outside(intervention, "sequence " + sequence + " of " + length + " tokens");
        }
    }

    private static IllegalArgumentException outside(Intervention intervention, String what) {
        return new IllegalArgumentException(
                "the change at " + intervention.site() + " of " + intervention.region() + " lies outside " + what);
    }
}
