package dev.engram.cli.eval;

import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.RunFolder;
import dev.engram.datasets.benchmark.TargetIds;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.saved.SavedEdits;
import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.benchmark.EditRun;
import dev.engram.eval.benchmark.EditedScore;
import dev.engram.eval.benchmark.RecordScore;
import dev.engram.models.files.ModelFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of an evaluation as its journal: results in lines, as they come, and the edits of sequences in files beside, so that a run that was
 * killed goes on where it was.
 */
final class EvalFolder implements EditRun.Journal, AutoCloseable {

    private final RunFolder folder;
    private final ModelFingerprint fingerprint;
    private final String modelName;
    private final Set<String> done = new HashSet<>();
    private final EvalProgress progress;

    private EvalFolder(RunFolder folder, ModelFingerprint fingerprint, String modelName, EvalProgress progress) {
        this.folder = folder;
        this.fingerprint = fingerprint;
        this.modelName = modelName;
        this.progress = progress;
    }

    /** Opens a folder, and reads what is there. */
    static EvalFolder open(
            Path out, EvalManifest manifest, ModelFingerprint fingerprint, String modelName, EvalProgress progress)
            throws IOException {
        RunFolder folder = RunFolder.open(out, manifest);
        EvalFolder opened = new EvalFolder(folder, fingerprint, modelName, progress);
        try {
            for (EvalLine line : RunFolder.readResults(out, EvalLine.class)) {
                opened.done.add(key(line));
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static String key(EvalLine line) {
        if (line instanceof EvalLine.Before before) {
            return "before " + before.number();
        }
        if (line instanceof EvalLine.After after) {
            return scoreKey(after.edited().method(), after.edited().number());
        }
        AbilityCheck check = ((EvalLine.Check) line).check();
        return checkKey(check.method(), check.edits());
    }

    private static String scoreKey(String method, int record) {
        return "after " + method + " " + record;
    }

    private static String checkKey(String method, int edits) {
        return "check " + method + " " + edits;
    }

    /** How many lines there are. */
    int lines() {
        return done.size();
    }

    boolean hasBefore(int record) {
        return done.contains("before " + record);
    }

    void before(int record, Optional<TargetIds> targetIds, RecordScore score) {
        append(new EvalLine.Before(record, targetIds, score));
    }

    @Override
    public boolean isScored(String method, int record) {
        return done.contains(scoreKey(method, record));
    }

    @Override
    public boolean isChecked(String method, int edits) {
        return done.contains(checkKey(method, edits));
    }

    @Override
    public void scored(EditedScore score) {
        append(new EvalLine.After(score));
    }

    @Override
    public void checked(AbilityCheck check) {
        append(new EvalLine.Check(check));
    }

    private void append(EvalLine line) {
        try {
            folder.append(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done.add(key(line));
        progress.advance(line);
    }

    @Override
    public Optional<EditRun.KeptBatch> batch(String method, int batch) {
        Path file = file(method, batch);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            SavedEdits saved = SavedEdits.read(file);
            saved.requireModel(fingerprint, modelName);
            double seconds = Double.parseDouble(Files.readString(seconds(file)).strip());
            return Optional.of(new EditRun.KeptBatch(saved.edits(), seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(String method, int batch, EditRun.KeptBatch kept) {
        Path file = file(method, batch);
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(seconds(file), kept.seconds() + "\n"); // before the edits: where these are, it is
            new SavedEdits(fingerprint, modelName, kept.edits()).write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path seconds(Path edits) {
        return edits.resolveSibling(String.valueOf(edits.getFileName()).replace(".safetensors", ".seconds"));
    }

    private Path file(String method, int batch) {
        return folder.folder()
                .resolve("edits")
                .resolve(method)
                .resolve(String.format(Locale.ROOT, "%06d.safetensors", batch));
    }

    @Override
    public EditProgress progress(String method, int batch, int batches) {
        return progress.edit();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
