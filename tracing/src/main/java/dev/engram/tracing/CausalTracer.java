package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.ForwardRequest;
import dev.engram.models.Site;
import dev.engram.models.SiteModel;
import dev.engram.models.generation.Sampling;
import dev.engram.models.generation.TokenChooser;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Traces one prompt after another: a clean run, runs with noise on the subject, and for each cell of a grid those runs with one state put
 * back to its clean value (Meng et al. 2022, section 2.1; noise, windows and averages as in the reference's code).
 *
 * <p>Used by one thread at a time; the model stays the caller's.
 */
public final class CausalTracer {

    private static final int SHOWN_TOKENS = 20;

    private final SiteModel model;

    public CausalTracer(SiteModel model) {
        this.model = model;
    }

    /**
     * Runs the whole protocol for one prompt.
     *
     * @throws IllegalArgumentException if the prompt cannot be run, or its subject has no tokens of its own; the message shows the tokens;
     *     or if the model does not have a state to restore; the message names those that it has
     */
    public TraceResult trace(TraceRequest request, TraceProgress progress) {
        Set<RestoredState> states = states(request);
        Prompt prompt = request.prompt();
        TokenSequence tokens = model.tokenizer().encode(prompt.text(), request.bos());
        if (tokens.length() > model.contextLength()) {
            throw new IllegalArgumentException("the prompt has " + tokens.length()
                    + " tokens, more than the model's context of " + model.contextLength()
                    + "; shorten it; its first tokens are " + tokens.displayFirst(SHOWN_TOKENS));
        }
        TokenSpan subject = tokens.covering(prompt.subjectStart(), prompt.subjectEnd());
        double stdDev = request.noiseStdDev()
                .orElseGet(() ->
                        SubjectNoise.DEFAULT_FACTOR * SubjectNoise.embeddingStdDev(model, List.of(prompt.subject())));
        TraceSettings settings = new TraceSettings(stdDev, request.samples(), request.seed(), request.window());

        int answer = request.answer().orElseGet(() -> firstChoice(tokens));
        CorruptedBatch batch = new CorruptedBatch(model, tokens, subject, answer, settings);
        CorruptedBatch.Baselines baselines = batch.baselines();
        Map<RestoredState, TraceGrid> grids = grids(states, request.window(), tokens.length(), batch, progress);
        Token answerToken = new Token(
                answer,
                model.tokenizer().tokenText(answer),
                tokens.text().length(),
                tokens.text().length());
        return new TraceResult(
                prompt, tokens, subject, answerToken, baselines.clean(), baselines.corrupted(), grids, settings);
    }

    private Set<RestoredState> states(TraceRequest request) {
        Set<RestoredState> present = EnumSet.allOf(RestoredState.class);
        present.removeIf(state -> !model.sites().contains(new Site(state.site(), 0)));
        for (RestoredState state : request.states()) {
            if (!present.contains(state)) {
                throw new IllegalArgumentException("'" + state.label() + "' cannot be restored: the blocks of "
                        + model.spec().family() + " have no " + state.site().label() + "; what can be restored is "
                        + present.stream().map(RestoredState::label).collect(Collectors.joining(", ")));
            }
        }
        return request.states().isEmpty() ? present : request.states();
    }

    private int firstChoice(TokenSequence tokens) {
        float[] logits = model.run(ForwardRequest.of(List.of(tokens.ids())))
                .lastLogits(0)
                .toArray();
        return new TokenChooser(new Sampling.Greedy()).choose(logits);
    }

    private Map<RestoredState, TraceGrid> grids(
            Set<RestoredState> states,
            RestoreWindow window,
            int positions,
            CorruptedBatch batch,
            TraceProgress progress) {
        int layers = model.spec().layers();
        int total = states.size() * positions * layers;
        int done = 0;
        Map<RestoredState, TraceGrid> grids = new EnumMap<>(RestoredState.class);
        for (RestoredState state : states) {
            List<RestoredCell> cells = cells(state, positions, layers, window);
            double[] values = new double[cells.size()];
            for (int from = 0; from < values.length; from += batch.cellsPerPass()) {
                int to = Math.min(values.length, from + batch.cellsPerPass());
                double[] probabilities = batch.restoring(cells.subList(from, to));
                System.arraycopy(probabilities, 0, values, from, probabilities.length);
                done += probabilities.length;
                progress.advanced(done, total);
            }
            grids.put(state, TraceGrid.of(positions, layers, values));
        }
        return grids;
    }

    /** All cells of a grid, position by position. */
    static List<RestoredCell> cells(RestoredState state, int positions, int layers, RestoreWindow window) {
        List<RestoredCell> cells = new ArrayList<>();
        for (int position = 0; position < positions; position++) {
            for (int layer = 0; layer < layers; layer++) {
                IndexRange restored =
                        state == RestoredState.HIDDEN ? IndexRange.single(layer) : window.around(layer, layers);
                cells.add(new RestoredCell(state, position, restored));
            }
        }
        return cells;
    }
}
