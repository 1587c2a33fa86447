package dev.engram.editing.statistics;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.StatisticsStamp;
import dev.engram.models.disk.WholeFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Key statistics as an {@code .npz} file: {@code mom2.mom2}, the sum of k k^T, [F, F], {@code mom2.count}, n, {@code mom2.constructor} and
 * {@code sample_size}, as the reference has them, and {@code engram.json}, the stamp. In the reference sample_size counts articles, and it
 * takes a file only for the number that it was called with; in ours it is n.
 */
public final class StatisticsFile {

    private static final String SUMS = "mom2.mom2";
    private static final String COUNT = "mom2.count";
    private static final String CONSTRUCTOR = "mom2.constructor";
    private static final String CONSTRUCTOR_VALUE = "util.runningstats.SecondMoment()";
    private static final String SAMPLE_SIZE = "sample_size";
    private static final String STAMP = "engram.json";
    private static final int MAX_STAMP_BYTES = 1 << 16;

    private StatisticsFile() {}

    /**
     * Writes statistics in doubles, whole or not at all.
     *
     * @throws IllegalArgumentException if they have no stamp: others could not tell what they are of
     */
    public static void write(Path target, KeyStatistics statistics) throws IOException {
        StatisticsStamp stamp = statistics
                .stamp()
                .orElseThrow(() -> new IllegalArgumentException("key statistics without a stamp are not written"));
        WholeFile.write(target, temporary -> {
            try (NpzWriter out = NpzWriter.create(temporary)) {
                out.bytes(STAMP, StampJson.write(stamp));
                out.text(CONSTRUCTOR, CONSTRUCTOR_VALUE);
                out.wholeNumber(COUNT, statistics.count());
                out.wholeNumber(SAMPLE_SIZE, statistics.count());
                out.squareMatrix(SUMS, statistics.width(), statistics::sum);
            }
        });
    }

    /**
     * Reads statistics, ours or the reference's. Those of the reference's files have no stamp: only their width can be checked, so the caller
     * should say so where {@link KeyStatistics#stamp} is empty.
     *
     * @throws StatisticsFileException if the file is damaged or hostile, of another model, layer or width, or holds no second moment
     */
    public static KeyStatistics read(Path file, ExpectedStatistics expected) throws IOException {
        try (NpzReader in = NpzReader.open(file)) {
            Optional<byte[]> json = in.bytes(STAMP, MAX_STAMP_BYTES);
            if (json.isEmpty()) {
                long count = in.wholeNumber(COUNT);
                double[] sums = in.squareMatrix(SUMS, expected.width());
                return KeyStatistics.unstamped(expected.layer(), expected.width(), count, sums);
            }
            StatisticsStamp stamp = StampJson.read(json.get());
            Optional<String> difference = expected.firstDifference(stamp);
            if (difference.isPresent()) {
                throw new StatisticsFileException(file, "it is of " + difference.get());
            }
            long count = in.wholeNumber(COUNT);
            if (count != stamp.tokens()) {
                throw new StatisticsFileException(
                        file, "it counts " + count + " keys where its stamp says " + stamp.tokens());
            }
            return KeyStatistics.stamped(stamp, in.squareMatrix(SUMS, stamp.width()));
        } catch (ZipException | EOFException damaged) {
            throw new StatisticsFileException(
                    file, "it is damaged or ends too early (" + damaged.getMessage() + ")", damaged);
        } catch (IllegalArgumentException problem) {
            throw new StatisticsFileException(file, String.valueOf(problem.getMessage()), problem);
        }
    }
}
