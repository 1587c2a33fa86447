package dev.engram.tracing.patching;

import dev.engram.models.BaseRun;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfResult;
import dev.engram.models.score.NextTokens;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import java.util.List;
import java.util.OptionalInt;

/**
 * Puts the values of one run into the run of another prompt, one place at a time, and measures by the logit difference of an answer and a foil
 * how far the second run comes to say what the first one says (Zhang and Nanda 2024; the grids of TransformerLens's
 * {@code get_act_patch_resid_pre}, {@code attn_out}, {@code mlp_out} and {@code attn_head_out_all_pos}).
 *
 * <p>Used by one thread at a time; the model stays the caller's.
 */
public final class ActivationPatcher {

    private final SiteModel model;

    public ActivationPatcher(SiteModel model) {
        this.model = model;
    }

    /**
     * Runs every cell of a grid.
     *
     * @throws IllegalArgumentException if the prompts cannot be run, are of unequal length or have the same tokens; if answer and foil are one
     *     token; if the runs differ too little in them ({@link LogitDifferences#LEAST_GAP}); or if the model has no such site
     */
    public PatchResult patch(PatchRequest request, WhatIfProgress progress) {
        Patched patched = patched(request);
        differences(model.whatIf(patched.runs().unpatched(), WhatIfProgress.NONE)); // refused before the long work
        WhatIfResult result = model.whatIf(patched.runs().patched(), progress);
        LogitDifferences differences = differences(result);
        double[] shares = result.branches().stream()
                .mapToDouble(branch -> differences.share(request.direction(), difference(branch)))
                .toArray();
        return new PatchResult(
                patched.runs().tokens(),
                patched.answer(),
                patched.foil(),
                differences,
                request.site(),
                request.direction(),
                PatchGrid.of(patched.runs().rows(), patched.runs().columns(), shares));
    }

    /**
     * The work that {@link #patch} would do, and that of the plain way.
     *
     * @throws IllegalArgumentException as there, but for what only the runs themselves can tell
     */
    public WhatIfPlan explain(PatchRequest request) {
        return model.explain(patched(request).runs().patched());
    }

    /** A request with everything that the model itself decides. */
    private record Patched(Token answer, Token foil, PatchRuns runs) {}

    private Patched patched(PatchRequest request) {
        TokenPair tokens = new TokenPair(
                model.tokenizer().encode(request.prompts().clean(), request.bos()),
                model.tokenizer().encode(request.prompts().corrupted(), request.bos()));
        Token answer = token(request.answer(), tokens.clean());
        Token foil = token(request.foil(), tokens.corrupted());
        if (answer.id() == foil.id()) {
            throw new IllegalArgumentException("'" + answer.text() + "' (token " + answer.id()
                    + ") is both the answer and the foil, which are each prompt's first choice where they are not given; "
                    + "pass two tokens whose logits are to be compared (--answer, --foil)");
        }
        int last = tokens.length() - 1;
        List<BaseRun.Readout> readouts =
                List.of(new BaseRun.Readout(last, answer.id()), new BaseRun.Readout(last, foil.id()));
        return new Patched(
                answer, foil, new PatchRuns(model.spec(), tokens, readouts, request.site(), request.direction()));
    }

    private Token token(OptionalInt given, TokenSequence prompt) {
        int id = given.orElseGet(
                () -> NextTokens.top(model, prompt.ids(), 1).get(0).id());
        int end = prompt.text().length();
        return new Token(id, model.tokenizer().tokenText(id), end, end);
    }

    private static LogitDifferences differences(WhatIfResult result) {
        return new LogitDifferences(
                difference(result.bases().get(0)), difference(result.bases().get(1)));
    }

    /** The two tokens are of one row, so that its normaliser cancels: log-probabilities differ as logits do. */
    private static double difference(List<Double> answerAndFoil) {
        return answerAndFoil.get(0) - answerAndFoil.get(1);
    }
}
