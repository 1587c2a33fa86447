package dev.engram.reports.columnar;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** The last part of a Parquet file: metadata, their length, and the four bytes that also open it. */
final class ParquetFooter {

    private static final int TAIL = 8;

    private ParquetFooter() {}

    /**
     * The same file with the encodings of each column listed in a fixed order. The library has them in a set whose order is another in each process.
     *
     * @param file not modified
     */
    static byte[] inFixedOrder(byte[] file) throws IOException {
        ByteBuffer whole = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = whole.getInt(file.length - TAIL);
        int start = file.length - TAIL - length;
        FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
        for (RowGroup group : metadata.getRow_groups()) {
            for (ColumnChunk column : group.getColumns()) {
                column.getMeta_data().getEncodings().sort(Comparator.naturalOrder());
            }
        }
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(metadata, footer);
        return ByteBuffer.allocate(start + footer.size() + TAIL)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(file, 0, start)
                .put(footer.toByteArray())
                .putInt(footer.size())
                .put(file, file.length - 4, 4)
                .array();
    }
}
