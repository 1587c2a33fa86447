package dev.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.training.data.BatchSource;
import dev.engram.training.data.RepeatedSequences;
import dev.engram.training.data.SequenceShape;
import dev.engram.training.net.DecoderShape;
import dev.engram.training.net.TrainableDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

    private static final int STEPS = 220;
    private static final TrainingPlan PLAN = new TrainingPlan(STEPS, 1e-2, 20, 0.1, 0.01, 1, 3);

    private final TrainableDecoder decoder = new TrainableDecoder(new DecoderShape(1, 8, 2, 16, 20, 12, true));
    private final BatchSource data = new RepeatedSequences(new SequenceShape(4, 12, 1), 20, 5);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void a_run_that_was_killed_ends_as_one_that_was_not() throws Exception {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path broken = Files.createDirectory(folder.resolve("broken"));
        float[] expected = run(whole).run((step, steps, loss) -> {});

        assertThatThrownBy(() -> run(broken).run((step, steps, loss) -> {
                    if (step == 150) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        float[] resumed =
                run(broken).run((step, steps, loss) -> assertThat(step).isGreaterThan(100));

        assertThat(resumed).isEqualTo(expected);
        assertThat(Files.readString(broken.resolve("loss.csv"))).isEqualTo(Files.readString(whole.resolve("loss.csv")));
    }

    @Test
    void it_learns_and_records_each_step() throws Exception {
        run(folder).run((step, steps, loss) -> {});

        List<String> lines = Files.readAllLines(folder.resolve("loss.csv"));
        assertThat(lines).hasSize(STEPS + 1).first().isEqualTo("step,learning_rate,loss_nats");
        assertThat(loss(lines.get(STEPS))).isLessThan(0.9 * loss(lines.get(1)));
    }

    @Test
    void a_finished_run_is_not_done_again() throws Exception {
        float[] first = run(folder).run((step, steps, loss) -> {});
        float[] second = run(folder).run((step, steps, loss) -> {
            throw new AssertionError("step " + step + " is done");
        });

        assertThat(second).isEqualTo(first);
    }

    @Test
    void the_checkpoint_of_another_run_is_refused() throws Exception {
        run(folder).run((step, steps, loss) -> {});
        TrainingPlan other = new TrainingPlan(STEPS, 2e-2, 20, 0.1, 0.01, 1, 3);

        assertThatThrownBy(() -> new TrainingRun(decoder, data, other, "test", folder).run((step, steps, loss) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another run")
                .hasMessageContaining("--work");
    }

    @Test
    void the_rate_rises_then_falls_to_its_share() {
        assertThat(PLAN.rate(1)).isEqualTo(1e-2 / 20);
        assertThat(PLAN.rate(20)).isBetween(0.98e-2, 1e-2);
        assertThat(PLAN.rate(STEPS)).isBetween(1e-3, 1.01e-3);
    }

    private TrainingRun run(Path in) {
        return new TrainingRun(decoder, data, PLAN, "test", in);
    }

    private static double loss(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
    }
}
