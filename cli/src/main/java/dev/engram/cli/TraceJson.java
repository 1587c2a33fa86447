package dev.engram.cli;

import dev.engram.models.files.ModelFingerprint;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TraceSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A trace in JSON output.
 *
 * @param subjectRange first position and one past the last
 * @param grids by kind: for each of T positions the L mean probabilities of the answer
 */
record TraceJson(
        String prompt,
        String subject,
        List<TokenJson> tokens,
        List<Integer> subjectRange,
        AnswerJson answer,
        double cleanProbability,
        double corruptedProbability,
        Map<String, List<List<Double>>> grids,
        SettingsJson settings,
        ModelJson model) {

    record AnswerJson(int id, String text) {}

    record SettingsJson(double noiseStdDev, int samples, int seed, int window, String windowConvention) {}

    record ModelJson(String name, String sha256) {}

    static TraceJson of(TraceResult result, String modelName, ModelFingerprint fingerprint) {
        Map<String, List<List<Double>>> grids = new LinkedHashMap<>();
        for (RestoredState state : result.grids().keySet()) {
            TraceGrid grid = result.grid(state);
            grids.put(
                    state.label(),
                    IntStream.range(0, grid.positions())
                            .mapToObj(grid::position)
                            .toList());
        }
        TraceSettings settings = result.settings();
        return new TraceJson(
                result.prompt().text(),
                result.prompt().subject(),
                TokenJson.of(result.tokens()),
                List.of(result.subject().from(), result.subject().to()),
                new AnswerJson(result.answer().id(), result.answer().text()),
                result.cleanProbability(),
                result.corruptedProbability(),
                grids,
                new SettingsJson(
                        settings.noiseStdDev(),
                        settings.samples(),
                        settings.seed(),
                        settings.window().width(),
                        settings.window().convention().name().toLowerCase(Locale.ROOT)),
                new ModelJson(modelName, fingerprint.sha256()));
    }
}
