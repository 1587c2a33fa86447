package dev.engram.tracing.patching;

import dev.engram.models.text.Token;

/**
 * Two prompts patched.
 *
 * @param tokens what was run
 * @param answer its offsets are those of the clean text's end
 * @param foil its offsets are those of the corrupted text's end
 * @param differences of both runs with nothing patched
 * @param grid a cell for each patch; T x L, by head L x H
 */
public record PatchResult(
        TokenPair tokens,
        Token answer,
        Token foil,
        LogitDifferences differences,
        PatchSite site,
        PatchDirection direction,
        PatchGrid grid) {

    public PatchResult {
        if (answer.id() == foil.id()) {
            throw new IllegalArgumentException("token " + answer.id() + " is both the answer and the foil");
        }
        if (!site.isByHead() && grid.rows() != tokens.length()) {
            throw new IllegalArgumentException(grid + " for " + tokens.length() + " tokens");
        }
    }
}
