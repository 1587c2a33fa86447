package dev.engram.editing.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.Edit;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.EditorSettings.KeyChoice;
import dev.engram.editing.update.DenseUpdate;
import dev.engram.editing.update.LowRankUpdate;
import dev.engram.editing.value.ValueSettings;
import dev.engram.models.KlDirection;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedEditsTest {

    private static final ModelFingerprint MODEL = new ModelFingerprint("ab".repeat(32));
    private static final Edit ROME = new Edit(
            new EditorSettings.Rome(
                    1,
                    KeyChoice.AVERAGED,
                    ContextSettings.sampled(List.of(new ContextSettings.Samples(5, 10)), 3),
                    new ValueSettings(
                            20,
                            0.5,
                            0.5,
                            0.0625,
                            4,
                            0.05,
                            ValueSettings.DecayForm.OVER_SQUARED_NORM,
                            ValueSettings.KlPlace.SUBJECT_LAST,
                            KlDirection.NOW_FROM_BEFORE),
                    true),
            List.of(new Rewrite(new Template("The capital of {} is"), "Österreich", "Wien")),
            List.of(new LowRankUpdate(
                    1, FloatTensor.of(new float[] {1, -2}, 1, 2), FloatTensor.of(new float[] {3, 4, 0.1f}, 1, 3))));
    private static final Edit TUNED = new Edit(
            new EditorSettings.FineTuning(0, 25, 5e-4, 0.01, OptionalDouble.of(1e-3)),
            List.of(new Rewrite(new Template("{} plays the"), "Miles Davis", "piano")),
            List.of(new DenseUpdate(0, FloatTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))));

    @TempDir
    private Path folder;

    private Path written() throws IOException {
        Path file = folder.resolve("edits.safetensors");
        new SavedEdits(MODEL, "tiny", List.of(ROME, TUNED)).write(file);
        return file;
    }

    @Test
    void what_is_read_is_what_was_written() throws IOException {
        SavedEdits read = SavedEdits.read(written());

        assertThat(read).isEqualTo(new SavedEdits(MODEL, "tiny", List.of(ROME, TUNED)));
    }

    @Test
    void another_model_is_refused_by_both_names() throws IOException {
        SavedEdits read = SavedEdits.read(written());

        assertThatThrownBy(() -> read.requireModel(new ModelFingerprint("cd".repeat(32)), "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny (abababababab)")
                .hasMessageContaining("other (cdcdcdcdcdcd)");
    }

    @Test
    void a_change_of_any_single_byte_is_noticed() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            Path at = file;
            int index = i;
            try {
                SavedEdits read = SavedEdits.read(file);
                // What a reader may overlook: a name for people, and the padding of the header.
                assertThat(read.edits()).as("byte %d of %s", index, at).isEqualTo(List.of(ROME, TUNED));
                assertThat(read.model()).isEqualTo(MODEL);
            } catch (IOException noticed) {
                assertThat(noticed).hasMessageContaining("edits.safetensors");
            }
        }
    }

    @Test
    void a_file_that_is_cut_off_is_refused() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        for (int length : List.of(0, 7, 100, whole.length - 1)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SavedEdits.read(file))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("edits.safetensors");
        }
    }
}
