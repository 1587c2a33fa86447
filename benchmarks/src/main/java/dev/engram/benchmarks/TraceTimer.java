package dev.engram.benchmarks;

import dev.engram.datasets.Prompt;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfProgress;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceMetric;
import dev.engram.tracing.TraceRequest;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TraceSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Times the traces that {@code peers/trace.py} times, and prints the same JSON lines, one for each request: the seconds of the trace alone,
 * both baselines and the grids. The script {@code compare-trace} runs both.
 *
 * <p>Arguments: the model's path, and a JSON file of requests as {@code compare-trace} writes it. The file's fact to warm up with is traced
 * first and not printed.
 */
public final class TraceTimer {

    private final CausalTracer tracer;

    private TraceTimer(SiteModel model) {
        tracer = new CausalTracer(model);
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("expected MODEL REQUESTS, not " + List.of(args));
        }
        JsonMapper mapper = new JsonMapper();
        Requests file = mapper.readValue(Path.of(args[1]), Requests.class);
        PrintStream lines = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (SiteModel model = TwoThreads.load(Path.of(args[0]))) {
            TraceTimer timer = new TraceTimer(model);
            timer.trace(file.warmUp());
            for (Request request : file.requests()) {
                long start = System.nanoTime();
                TraceResult result = timer.trace(request);
                double seconds = (System.nanoTime() - start) / 1e9;
                lines.println(mapper.writeValueAsString(Traced.of(request, seconds, result)));
            }
        }
    }

    private TraceResult trace(Request request) {
        Map<RestoredState, RestoreWindow> windows = new EnumMap<>(RestoredState.class);
        for (String kind : request.kinds()) {
            RestoredState state = RestoredState.parse(kind);
            int width = state == RestoredState.HIDDEN ? 1 : request.window();
            windows.put(state, new RestoreWindow(width, RestoreWindow.Convention.CODE));
        }
        TraceSettings settings = new TraceSettings(
                windows,
                TraceMetric.PROBABILITY,
                Corruption.Noise.gaussian(request.noiseStdDev()),
                request.samples(),
                request.seed(),
                TraceSettings.Draws.COMMON,
                TraceSettings.SeveredDraws.ONE);
        TraceRequest trace = TraceRequest.of(Prompt.of(request.prompt(), request.subject()), settings);
        return tracer.trace(trace, WhatIfProgress.NONE);
    }

    /** What is traced, after what is traced to warm up. */
    private record Requests(Request warmUp, List<Request> requests) {}

    /** Some kinds of states of one fact. Token ids, which the file has too, are not read: the script compares them with those that were run. */
    private record Request(
            int fact,
            String prompt,
            String subject,
            List<String> kinds,
            double noiseStdDev,
            int samples,
            int seed,
            int window) {}

    /** One line. */
    private record Traced(
            int fact,
            List<String> kinds,
            List<Integer> tokens,
            List<Integer> subjectTokens,
            double seconds,
            int answer,
            double cleanProbability,
            double corruptedProbability,
            Map<String, List<List<Double>>> grids) {

        static Traced of(Request request, double seconds, TraceResult result) {
            Map<String, List<List<Double>>> grids = new TreeMap<>();
            result.grids().forEach((state, grid) -> grids.put(state.label(), rows(grid)));
            return new Traced(
                    request.fact(),
                    request.kinds(),
                    result.tokens().ids(),
                    List.of(result.subject().from(), result.subject().to()),
                    seconds,
                    result.answer().ids().get(0),
                    result.cleanValue(),
                    result.corruptedValue(),
                    grids);
        }

        private static List<List<Double>> rows(TraceGrid grid) {
            return IntStream.range(0, grid.positions()).mapToObj(grid::position).toList();
        }
    }
}
