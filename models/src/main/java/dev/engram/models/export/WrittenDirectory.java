package dev.engram.models.export;

import dev.engram.models.disk.FileNotWrittenException;
import dev.engram.models.disk.FileProblem;
import dev.engram.models.weights.RoundingLoss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A model's directory, written whole or not at all. */
final class WrittenDirectory {

    private WrittenDirectory() {}

    /** What was written. */
    record Contents(
            List<String> files,
            long weightBytes,
            SortedMap<Integer, String> replaced,
            Map<String, RoundingLoss> losses) {}

    /** Writes all that a directory is to hold. */
    @FunctionalInterface
    interface Writing {
        Contents into(UnfinishedDirectory directory) throws IOException;
    }

    static ExportedModel write(Path target, Writing writing) throws IOException {
        try (UnfinishedDirectory directory = UnfinishedDirectory.of(target)) {
            Contents contents = writing.into(directory);
            return new ExportedModel(
                    directory.finish(),
                    contents.files(),
                    contents.weightBytes(),
                    contents.replaced(),
                    contents.losses());
        } catch (FileNotWrittenException e) { // its name is one that the file has on the way only
            throw notWritten(target, e.problem(), e);
        } catch (IOException e) {
            throw notWritten(target, FileProblem.sentence(e), e);
        } catch (UncheckedIOException e) {
            throw notWritten(target, String.valueOf(e.getMessage()), e);
        }
    }

    private static IOException notWritten(Path target, String problem, Exception failure) {
        return new IOException("the model was not written to " + target + ": " + problem, failure);
    }
}
