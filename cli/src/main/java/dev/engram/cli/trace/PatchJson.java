package dev.engram.cli.trace;

import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.TokenJson;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.patching.PatchResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A patching in JSON output.
 *
 * @param axes what the rows and the columns of the grid are
 * @param grid for each row its numbers: 0 as the run that is patched, 1 as the run whose values it gets
 */
record PatchJson(
        RunJson clean,
        RunJson corrupted,
        AnswerJson answer,
        AnswerJson foil,
        String direction,
        String site,
        List<String> axes,
        List<List<Double>> grid,
        SettingsJson settings,
        ModelJson model,
        ComputeJson compute) {

    /** One of the two runs with nothing patched; its logit difference is that of answer and foil at the last position. */
    record RunJson(String prompt, List<TokenJson> tokens, double logitDifference) {

        static RunJson of(TokenSequence tokens, double logitDifference) {
            return new RunJson(tokens.text(), TokenJson.of(tokens), logitDifference);
        }
    }

    record SettingsJson(String metric, String bos) {}

    static PatchJson of(PatchResult result, Tokenizer.Bos bos, ModelJson model, ComputeJson compute) {
        return new PatchJson(
                RunJson.of(result.tokens().clean(), result.differences().clean()),
                RunJson.of(result.tokens().corrupted(), result.differences().corrupted()),
                AnswerJson.of(result.answer()),
                AnswerJson.of(result.foil()),
                result.direction().label(),
                result.site().label(),
                result.site().isByHead() ? List.of("layer", "head") : List.of("position", "layer"),
                IntStream.range(0, result.grid().rows())
                        .mapToObj(result.grid()::row)
                        .toList(),
                new SettingsJson("normalised logit difference", bos.name().toLowerCase(Locale.ROOT)),
                model,
                compute);
    }
}
