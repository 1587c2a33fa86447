package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every checkpoint does, whatever its format. */
public abstract class CheckpointContract {

    /** Not in alphabetical order, and one longer than a decoder's chunk. */
    private static final Map<String, FloatTensor> CONTENTS = contents();

    @TempDir
    private Path folder;

    private Checkpoint checkpoint;

    /** Writes tensors into a folder and opens what was written. */
    protected abstract Checkpoint writeAndOpen(Path folder, Map<String, FloatTensor> tensors) throws IOException;

    private static Map<String, FloatTensor> contents() {
        Random random = new Random(11);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        tensors.put("blocks.1.weight", random(random, 3, 4));
        tensors.put("blocks.0.weight", random(random, 97, 101));
        tensors.put("norm", random(random, 5));
        tensors.put("deep", random(random, 2, 1, 3, 2));
        return Collections.unmodifiableMap(tensors);
    }

    private static FloatTensor random(Random random, int... shape) {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatTensor.wrap(values, shape);
    }

    @BeforeEach
    void open() throws IOException {
        checkpoint = writeAndOpen(folder, CONTENTS);
    }

    @AfterEach
    void close() {
        checkpoint.close();
    }

    @Test
    void tensors_are_listed_in_the_order_of_the_files_with_their_shapes() {
        Map<String, TensorInfo> tensors = checkpoint.tensors();

        assertThat(tensors.keySet()).containsExactlyElementsOf(CONTENTS.keySet());
        assertThat(checkpoint.tensor("deep"))
                .isEqualTo(new TensorInfo("deep", ElementType.F32, List.of(2L, 1L, 3L, 2L)));
    }

    @Test
    void what_was_written_is_read() {
        CONTENTS.forEach((name, tensor) ->
                assertThat(TestCheckpoints.floats(checkpoint, name)).isEqualTo(tensor.toArray()));
    }

    @Test
    void a_native_target_gets_the_same_as_one_on_the_heap() {
        FloatBuffer target = ByteBuffer.allocateDirect(4 * 97 * 101)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();

        checkpoint.read("blocks.0.weight", target);

        assertThat(target.flip()).isEqualTo(FloatBuffer.wrap(TestCheckpoints.floats(checkpoint, "blocks.0.weight")));
    }

    @Test
    void numbers_go_to_the_targets_position_and_move_it() {
        FloatBuffer target = FloatBuffer.allocate(9).position(2);

        checkpoint.read("norm", target);

        assertThat(target.position()).isEqualTo(7);
        float[] norm = TestCheckpoints.floats(checkpoint, "norm");
        assertThat(target.array()).containsExactly(0, 0, norm[0], norm[1], norm[2], norm[3], norm[4], 0, 0);
    }

    @Test
    void a_tensor_that_is_not_there_is_refused_by_name() {
        FloatBuffer target = FloatBuffer.allocate(8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoint.read("nothing", target))
                .withMessageContaining("there is no tensor 'nothing' in [" + folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoint.tensor("nothing"))
                .withMessageContaining("there is no tensor 'nothing' in [" + folder);
    }

    @Test
    void a_target_that_is_too_small_is_refused_with_the_sizes() {
        FloatBuffer target = FloatBuffer.allocate(11);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoint.read("blocks.1.weight", target))
                .withMessageContaining("'blocks.1.weight' of shape [3, 4] has 12 elements, the target has room for 11");
        assertThat(target.position()).isZero();
    }

    @Test
    void the_list_of_tensors_cannot_be_changed() {
        Map<String, TensorInfo> tensors = checkpoint.tensors();

        assertThat(tensors).isUnmodifiable();
    }

    @Test
    void reads_may_run_in_several_threads() throws Exception {
        float[] alone = TestCheckpoints.floats(checkpoint, "blocks.0.weight");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<float[]>> reads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                reads.add(threads.submit(() -> TestCheckpoints.floats(checkpoint, "blocks.0.weight")));
            }

            for (Future<float[]> read : reads) {
                assertThat(read.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void its_files_exist() {
        assertThat(checkpoint.files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @Test
    void closing_ends_reading_and_may_be_repeated() {
        checkpoint.close();
        checkpoint.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> TestCheckpoints.floats(checkpoint, "norm"))
                .withMessageContaining("tensor 'norm' was read after the file was closed");
    }
}
