package dev.engram.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** The losses of a run as a table of commas, one line a step, appended as the run goes. */
final class LossCurve {

    private static final String HEADER = "step,learning_rate,loss_nats";

    private final Path file;

    private LossCurve(Path file) {
        this.file = file;
    }

    /** The curve of a run that goes on after a step: later lines, of steps that will be done again, are dropped. */
    static LossCurve after(int step, Path file) throws IOException {
        List<String> kept = Files.exists(file)
                ? Files.readAllLines(file).stream().skip(1).limit(step).toList()
                : List.of();
        Files.writeString(
                file,
                HEADER + "\n"
                        + String.join("", kept.stream().map(line -> line + "\n").toList()));
        return new LossCurve(file);
    }

    void add(int step, double rate, float loss) throws IOException {
        Files.writeString(
                file, String.format(Locale.ROOT, "%d,%.3e,%.5f\n", step, rate, loss), StandardOpenOption.APPEND);
    }
}
