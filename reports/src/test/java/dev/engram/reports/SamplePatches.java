package dev.engram.reports;

import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.tracing.patching.LogitDifferences;
import dev.engram.tracing.patching.PatchDirection;
import dev.engram.tracing.patching.PatchGrid;
import dev.engram.tracing.patching.PatchResult;
import dev.engram.tracing.patching.PatchSite;
import dev.engram.tracing.patching.TokenPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Patchings written by hand. */
public final class SamplePatches {

    private SamplePatches() {}

    /** "Ann Lee sings" against "Ann Ray sings", three layers, clean +4, corrupted -1; one share over 1 and one under 0. */
    public static PatchResult byPosition(PatchDirection direction) {
        return of(
                PatchSite.RESID_PRE, direction, PatchGrid.of(3, 3, new double[] {0, 0, 0, 1, 1.2, 0.1, 0, -0.25, 0.9}));
    }

    /** The same prompts, three layers of two heads. */
    public static PatchResult byHead() {
        return of(PatchSite.ATTN_Z, PatchDirection.NOISE, PatchGrid.of(3, 2, new double[] {0, 0.1, 0.4, 0, 0, -0.001}));
    }

    /** All shares the same. */
    public static PatchResult uniform(double share) {
        double[] values = IntStream.range(0, 9).mapToDouble(i -> share).toArray();
        return of(PatchSite.MLP_OUT, PatchDirection.DENOISE, PatchGrid.of(3, 3, values));
    }

    /** Tokens that try to break out of what they are put into, all of them different from the other prompt's. */
    public static PatchResult hostile() {
        List<String> reversed = new ArrayList<>(SampleTraces.HOSTILE_TOKENS);
        Collections.reverse(reversed);
        int positions = reversed.size();
        TokenPair tokens = new TokenPair(tokens(SampleTraces.HOSTILE_TOKENS, 100), tokens(reversed, 500));
        double[] values =
                IntStream.range(0, positions * 5).mapToDouble(i -> i * 1e-7).toArray();
        return new PatchResult(
                tokens,
                new Token(1, " </svg>\u202E<script>\u001B", 0, 0),
                new Token(2, "<img src=x onerror=alert(1)>", 0, 0),
                new LogitDifferences(-1, 1),
                PatchSite.RESID_POST,
                PatchDirection.DENOISE,
                PatchGrid.of(positions, 5, values));
    }

    private static PatchResult of(PatchSite site, PatchDirection direction, PatchGrid grid) {
        TokenSequence corrupted = tokens(List.of("Ann", " Ray", " sings"), 100);
        List<Token> other = new ArrayList<>(corrupted.tokens());
        other.set(1, new Token(201, " Ray", 3, 7));
        return new PatchResult(
                new TokenPair(
                        tokens(List.of("Ann", " Lee", " sings"), 100), new TokenSequence(corrupted.text(), other)),
                new Token(7, " songs", 13, 13),
                new Token(8, " hymns", 13, 13),
                new LogitDifferences(4, -1),
                site,
                direction,
                grid);
    }

    private static TokenSequence tokens(List<String> texts, int firstId) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        for (String text : texts) {
            tokens.add(new Token(firstId + tokens.size(), text, at, at + text.length()));
            at += text.length();
        }
        return new TokenSequence(String.join("", texts), tokens);
    }
}
