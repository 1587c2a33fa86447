package dev.engram.reports.columnar;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import dev.engram.reports.table.TraceCell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Cells of traces as a Parquet file: a row a cell, a column for each of its parts, named as in the table of cells. It is not compressed: its columns
 * repeat themselves, which Parquet writes short by itself, or are numbers in full, which hardly compress. The same cells make the same bytes.
 */
public final class ParquetCells {

    private ParquetCells() {}

    /** The file; it is held in memory as a whole, at about twenty bytes a cell. */
    public static byte[] of(Stream<TraceCell> cells) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            try (CarpetWriter<TraceCell> writer = new CarpetWriter.Builder<>(file, TraceCell.class)
                    .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                    .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                    .build()) {
                for (Iterator<TraceCell> each = cells.iterator(); each.hasNext(); ) {
                    writer.write(each.next());
                }
            }
            return ParquetFooter.inFixedOrder(file.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has no end
        }
    }
}
