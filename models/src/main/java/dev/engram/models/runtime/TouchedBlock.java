package dev.engram.models.runtime;

import dev.engram.models.Intervention;
import dev.engram.models.Region;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import java.util.stream.IntStream;

/**
 * The rows and columns of a stacked tensor that an intervention's region means. Rows that a narrowed layout does not hold are left out:
 * nothing that is still computed depends on them.
 */
final class TouchedBlock {

    private final int[] rows;
    private final int[] restoredFrom;
    private final int[] valueRows;
    private final int firstColumn;
    private final int width;
    private final int regionRows;
    private final Site site;

    private TouchedBlock(
            Site site, int[] rows, int[] restoredFrom, int[] valueRows, int firstColumn, int width, int regionRows) {
        this.site = site;
        this.rows = rows;
        this.restoredFrom = restoredFrom;
        this.valueRows = valueRows;
        this.firstColumn = firstColumn;
        this.width = width;
        this.regionRows = regionRows;
    }

    static TouchedBlock of(Intervention intervention, int columns, RowLayout layout, ModelSpec spec) {
        Region region = intervention.region();
        SiteKind kind = intervention.site().kind();
        boolean pattern = kind == SiteKind.ATTN_PATTERN;
        int heads = pattern ? spec.attention().heads() : 1;
        int firstHead = pattern ? region.head().orElse(0) : 0;
        int headCount = pattern && region.head().isEmpty() ? heads : 1;
        int source = intervention instanceof Intervention.Restore restore ? restore.fromSequence() : -1;

        int regionRows = region.sequences().length() * region.positions().length() * headCount;
        IntStream.Builder rows = IntStream.builder();
        IntStream.Builder restored = IntStream.builder();
        IntStream.Builder values = IntStream.builder();
        int valueRow = 0;
        for (int sequence = region.sequences().from();
                sequence < region.sequences().to();
                sequence++) {
            for (int position = region.positions().from();
                    position < region.positions().to();
                    position++) {
                int row = layout.row(sequence, position);
                int sourceRow = source < 0 ? -1 : layout.row(source, position);
                for (int head = firstHead; head < firstHead + headCount; head++, valueRow++) {
                    if (row >= 0) {
                        rows.add(pattern ? patternRow(row, head, heads, layout) : row);
                        restored.add(pattern ? patternRow(sourceRow, head, heads, layout) : sourceRow);
                        values.add(valueRow);
                    }
                }
            }
        }
        int siteColumns = pattern
                ? source < 0 ? layout.end(region.sequences().from()) : columns
                : SiteInventory.heads(kind, spec) * SiteInventory.width(kind, spec);
        boolean oneHead = !pattern && region.head().isPresent();
        int width = oneHead ? SiteInventory.width(kind, spec) : siteColumns;
        int firstColumn = oneHead ? region.head().getAsInt() * width : 0;
        return new TouchedBlock(
                intervention.site(),
                rows.build().toArray(),
                restored.build().toArray(),
                values.build().toArray(),
                firstColumn,
                width,
                regionRows);
    }

    private static int patternRow(int row, int head, int heads, RowLayout layout) {
        return (row / layout.slots() * heads + head) * layout.slots() + row % layout.slots();
    }

    boolean isEmpty() {
        return rows.length == 0;
    }

    int[] rows() {
        return rows;
    }

    /** For each of {@link #rows} the row of the sequence that it is restored from. */
    int[] restoredFrom() {
        return restoredFrom;
    }

    int firstColumn() {
        return firstColumn;
    }

    int width() {
        return width;
    }

    /**
     * The values for {@link #rows}, from those given for the whole region.
     *
     * @throws IllegalArgumentException if the region does not hold as many
     */
    float[] pick(FloatTensor given) {
        if (given.size() != regionRows * width) {
            throw new IllegalArgumentException("the change at " + site + " covers " + regionRows + " rows of " + width
                    + " values; its values have the shape " + given.shape());
        }
        float[] values = given.toArray();
        float[] picked = new float[rows.length * width];
        for (int i = 0; i < valueRows.length; i++) {
            System.arraycopy(values, valueRows[i] * width, picked, i * width, width);
        }
        return picked;
    }
}
