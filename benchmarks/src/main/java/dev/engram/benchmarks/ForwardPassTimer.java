package dev.engram.benchmarks;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.SiteModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Times the passes that {@code peers/forward.py} times, in the same way, and prints the same JSON lines: for each batch the answers of the
 * first pass, then the times of the repeats after warm-up. The script {@code compare-forward} runs both.
 *
 * <p>Arguments: the model's path, the number of passes that are not measured, the number that are.
 */
public final class ForwardPassTimer {

    private static final List<Batch> BATCHES = List.of(new Batch(11, 9), new Batch(64, 9));

    /** The only way to attend that this side has; the peer has two. */
    private static final String ATTENTION = "engram";

    private final SiteModel model;
    private final PrintStream lines = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final JsonMapper mapper = new JsonMapper();

    private ForwardPassTimer(SiteModel model) {
        this.model = model;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("expected MODEL WARM-UP REPEATS, not " + List.of(args));
        }
        try (SiteModel model = TwoThreads.load(Path.of(args[0]))) {
            ForwardPassTimer timer = new ForwardPassTimer(model);
            for (Batch batch : BATCHES) {
                timer.measure(batch, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            }
        }
    }

    private void measure(Batch batch, int warmUp, int repeats) {
        ForwardRequest request = batch.request(model.spec().vocabulary());
        print(Answers.of(batch, model.run(request)));
        for (int i = 0; i < warmUp; i++) {
            model.run(request);
        }
        List<Double> milliseconds = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            model.run(request);
            milliseconds.add((System.nanoTime() - start) / 1e6);
        }
        print(Times.of(batch, milliseconds));
    }

    private void print(Object line) {
        lines.println(mapper.writeValueAsString(line));
    }

    /** The most likely token after each sequence, and its logit. */
    private record Answers(Batch batch, String attention, List<Integer> argmax, List<Float> largest) {

        static Answers of(Batch batch, ForwardResult result) {
            List<Integer> argmax = new ArrayList<>();
            List<Float> largest = new ArrayList<>();
            for (int sequence = 0; sequence < batch.sequences(); sequence++) {
                float[] logits = result.lastLogits(sequence).toArray();
                int best = IntStream.range(1, logits.length).reduce(0, (i, j) -> logits[j] > logits[i] ? j : i);
                argmax.add(best);
                largest.add(logits[best]);
            }
            return new Answers(batch, ATTENTION, argmax, largest);
        }
    }

    private record Times(
            Batch batch, String attention, double medianMilliseconds, double minMilliseconds, int repeats) {

        static Times of(Batch batch, List<Double> milliseconds) {
            List<Double> sorted = milliseconds.stream().sorted().toList();
            int count = sorted.size();
            double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
            return new Times(batch, ATTENTION, median, sorted.get(0), count);
        }
    }
}
