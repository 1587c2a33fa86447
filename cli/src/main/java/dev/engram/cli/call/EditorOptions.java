package dev.engram.cli.call;

import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.EditorSettings.KeyChoice;
import dev.engram.editing.settings.KnownSettings;
import dev.engram.editing.settings.SettingsJson;
import dev.engram.editing.value.ValueSettings;
import dev.engram.editing.value.ValueSettings.DecayForm;
import dev.engram.editing.value.ValueSettings.KlPlace;
import dev.engram.models.KlDirection;
import dev.engram.models.disk.TextFile;
import dev.engram.models.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --method} and where its settings come from. */
public final class EditorOptions {

    /** As {@link EditorSettings#method} names them. */
    public enum Method {
        ROME("rome"),
        EMMET("emmet"),
        MEMIT("memit"),
        ALPHAEDIT("alphaedit"),
        FT_M("ft-m"),
        FT_L("ft-l");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        boolean editsSeveralLayers() {
            return this == MEMIT || this == ALPHAEDIT;
        }

        /**
         * How long a value's change may be by most published settings: a multiple of the norm of an MLP's output, or, for methods of several
         * layers, of the residual stream, which is longer.
         */
        public double usualClamp() {
            return editsSeveralLayers() ? 0.75 : 4;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "How to edit: rome (one fact), emmet, memit or alphaedit (many), or fine-tuning for comparison, ft-m or "
                            + "ft-l (default: rome for one fact or with --sequential, memit for a batch).")
    private @Nullable Method method;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings as JSON, such as 'engram edit sweep' writes (default: those known for the model).")
    private @Nullable Path settings;

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "N",
            description =
                    "The layers to edit, from 0, instead of those of the settings; one for rome, emmet and fine-tuning.")
    private List<Integer> layers = List.of();

    @Option(
            names = "--key",
            paramLabel = "CHOICE",
            description =
                    "Which key of the subject ROME works with: averaged over sampled contexts (default), bare, or original, "
                            + "which mixes them as the first code did and can destroy the model.")
    private @Nullable KeyChoice key;

    /**
     * The settings for a model.
     *
     * @param usual the method where none is named
     * @throws IllegalArgumentException if none are known and no layers are named; the message says what to do
     */
    public EditorSettings settings(ModelSpec spec, Method usual) throws IOException {
        EditorSettings found = withLayers(settings == null ? known(spec, method == null ? usual : method) : read());
        for (int layer : found.layers()) {
            if (layer >= spec.layers()) {
                throw new IllegalArgumentException(
                        "layer " + layer + " is none of the model's, which are 0 to " + (spec.layers() - 1));
            }
        }
        return key == null ? found : withKey(found);
    }

    /**
     * The settings in a file.
     *
     * @throws IllegalArgumentException if there are none; the message names the file
     */
    public static EditorSettings read(Path file) throws IOException {
        try {
            return SettingsJson.read(TextFile.read(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds " + e.getMessage(), e);
        }
    }

    private EditorSettings read() throws IOException {
        Path file = Objects.requireNonNull(settings);
        EditorSettings read = read(file);
        if (method != null && !method.toString().equals(read.method())) {
            throw new IllegalArgumentException(
                    file + " holds settings of " + read.method() + ", not of " + method + "; leave out --method");
        }
        return read;
    }

    private EditorSettings known(ModelSpec spec, Method wanted) {
        Optional<EditorSettings> known =
                KnownSettings.load().find(spec, wanted.toString()).map(KnownSettings.Entry::settings);
        if (known.isEmpty() && layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "no settings of " + wanted + " are known for this model (" + spec.family() + ", "
                            + spec.layers() + " layers, width " + spec.width()
                            + "); find them with 'engram edit sweep', or name the layers with --layers");
        }
        return known.orElseGet(() -> usual(wanted, layers, wanted.usualClamp()));
    }

    private static EditorSettings usual(Method wanted, List<Integer> layers, double clamp) {
        ContextSettings contexts = ContextSettings.sampled(List.of(new ContextSettings.Samples(5, 10)), 1);
        ValueSettings value = new ValueSettings(
                25,
                0.5,
                1e-3,
                0.0625,
                clamp,
                0.05,
                DecayForm.OVER_SQUARED_NORM,
                KlPlace.SUBJECT_LAST,
                KlDirection.NOW_FROM_BEFORE);
        int last = layers.get(layers.size() - 1);
        return switch (wanted) {
            case ROME -> new EditorSettings.Rome(last, KeyChoice.AVERAGED, contexts, value, true);
            case EMMET -> new EditorSettings.Emmet(last, contexts, value, true, 0);
            case MEMIT -> new EditorSettings.Memit(layers, contexts, value, 15_000);
            case ALPHAEDIT -> new EditorSettings.AlphaEdit(layers, contexts, value, 1e-3, true, 10);
            case FT_M -> new EditorSettings.FineTuning(last, 25, 5e-4, 0.01, OptionalDouble.empty());
            case FT_L -> new EditorSettings.FineTuning(last, 25, 5e-4, 0.01, OptionalDouble.of(1e-3));
        };
    }

    /**
     * What most published settings have in common, at a layer of the caller's choice.
     *
     * @param spread how many layers a method that edits several edits, the last one being {@code layer}
     */
    public static EditorSettings usual(Method wanted, int layer, int spread, double clamp) {
        int lowest = wanted.editsSeveralLayers() ? Math.max(0, layer - spread + 1) : layer;
        return usual(wanted, IntStream.rangeClosed(lowest, layer).boxed().toList(), clamp);
    }

    private EditorSettings withLayers(EditorSettings found) {
        return layers.isEmpty() ? found : found.atLayers(layers);
    }

    private EditorSettings withKey(EditorSettings found) {
        if (found instanceof EditorSettings.Rome rome && key != null) {
            return new EditorSettings.Rome(rome.layer(), key, rome.contexts(), rome.value(), rome.covariance());
        }
        throw new IllegalArgumentException("--key is a choice of rome alone, not of " + found.method());
    }
}
