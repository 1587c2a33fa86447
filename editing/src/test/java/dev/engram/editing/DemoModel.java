package dev.engram.editing;

import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.solve.KeyStatistics;
import dev.engram.models.EditableModel;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** The bundled model, and statistics of keys that it might have. */
public final class DemoModel {

    /** The layer at whose subjects its facts lie. */
    public static final int LAYER = 3;

    private DemoModel() {}

    /** Unpacks and loads it; the caller closes it. */
    public static EditableModel load(Path folder) throws IOException {
        Path directory = BundledModels.shipped(folder).find("demo").orElseThrow();
        try (ModelFiles files = ModelFiles.open(directory)) {
            return files.load();
        }
    }

    /** Knowledge of {@link #statistics}. */
    public static KeyKnowledge knowledge(EditableModel model) {
        return new KeyKnowledge(layer -> statistics(model, layer));
    }

    /** Keys whose entries are independent and of unlike sizes: made up, since laws hold for any C. */
    public static KeyStatistics statistics(EditableModel model, int layer) {
        int width = model.spec().mlp().orElseThrow().width();
        Random random = new Random(layer);
        double[] sums = new double[width * width];
        for (int i = 0; i < width; i++) {
            sums[i * width + i] = 100 * (0.01 + random.nextDouble());
        }
        return KeyStatistics.unstamped(layer, width, 1000, sums);
    }
}
