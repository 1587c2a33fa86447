package dev.engram.cli.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.cli.kept.TokenJson;
import dev.engram.datasets.Prompt;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TracedAnswer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A trace's numbers in JSON.
 *
 * @param subjectRange first position and one past the last
 * @param answer its tokens
 * @param answerText what they say together; files from before it was written lack it
 * @param foil what a logit difference compares the answer with
 * @param clean of the clean run; what it is of, the conditions say
 * @param corrupted with nothing restored, mean over the samples
 * @param grids by kind: for each of T positions the L values
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TraceValuesJson(
        List<TokenJson> tokens,
        List<Integer> subjectRange,
        List<AnswerJson> answer,
        @Nullable String answerText,
        @Nullable AnswerJson foil,
        double clean,
        double corrupted,
        int samples,
        Map<String, List<List<Double>>> grids) {

    static TraceValuesJson of(TraceResult result) {
        Map<String, List<List<Double>>> grids = new LinkedHashMap<>();
        result.grids()
                .forEach((state, grid) -> grids.put(
                        state.label(),
                        IntStream.range(0, grid.positions())
                                .mapToObj(grid::position)
                                .toList()));
        return new TraceValuesJson(
                TokenJson.of(result.tokens()),
                List.of(result.subject().from(), result.subject().to()),
                result.answer().tokens().stream().map(AnswerJson::of).toList(),
                result.answer().text(),
                result.answer().foil().map(AnswerJson::of).orElse(null),
                result.cleanValue(),
                result.corruptedValue(),
                result.conditions().samples(),
                grids);
    }

    /** The trace as it was before it was written. */
    TraceResult read(Prompt prompt, TraceConditions common) {
        TokenSequence sequence = TokenJson.read(prompt.text(), tokens);
        int end = prompt.text().length();
        List<Token> answered = answer.stream().map(token -> token.read(end)).toList();
        Optional<Token> compared = Optional.ofNullable(foil).map(token -> token.read(end));
        TracedAnswer traced = answerText == null
                ? TracedAnswer.of(answered, compared)
                : new TracedAnswer(answered, answerText, compared);
        Map<RestoredState, TraceGrid> read = new EnumMap<>(RestoredState.class);
        grids.forEach((label, rows) -> read.put(
                RestoredState.parse(label),
                TraceGrid.of(
                        rows.size(),
                        rows.get(0).size(),
                        rows.stream()
                                .flatMap(List::stream)
                                .mapToDouble(Double::doubleValue)
                                .toArray())));
        TraceConditions conditions =
                new TraceConditions(common.windows(), common.metric(), common.corruption(), samples, common.seed());
        return new TraceResult(
                prompt,
                sequence,
                new TokenSpan(subjectRange.get(0), subjectRange.get(1)),
                traced,
                clean,
                corrupted,
                read,
                conditions);
    }
}
