package dev.engram.datasets;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * The form of a file that is a table as in RFC 4180: cells between commas, in double quotes where they hold commas, quotes (doubled) or
 * line breaks; the first row names the columns. Blank lines are no rows. After a wrong quote nobody knows where the next row begins.
 */
final class CsvRecords {

    /** Rows as plain arrays: Jackson's own way with headers would fill up short rows in silence. */
    private static final CsvFactory CSV =
            CsvFactory.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

    private CsvRecords() {}

    static void read(RecordFile file, RecordCollector<?> collector) throws RecordListException {
        try (JsonParser parser = CSV.createParser(ObjectReadContext.empty(), file.text())) {
            parser.nextToken();
            @Nullable CsvHeader header = null;
            int index = 0;
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                int line = parser.currentLocation().getLineNr();
                List<String> cells = cells(parser);
                if (isBlankLine(cells)) {
                    continue;
                }
                if (header == null) {
                    header = CsvHeader.of(file.path(), line, cells, collector.kind());
                } else {
                    header.hand(cells, new RecordPlace(file.path(), index++, line), collector);
                }
            }
        } catch (JacksonException malformed) {
            throw JacksonProblem.refusal(file.path(), "CSV", malformed);
        }
    }

    /** The names of the columns; none where there are no rows. */
    static List<String> header(RecordFile file) {
        try (JsonParser parser = CSV.createParser(ObjectReadContext.empty(), file.text())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                List<String> cells = cells(parser);
                if (!isBlankLine(cells)) {
                    return cells;
                }
            }
            return List.of();
        }
    }

    private static List<String> cells(JsonParser parser) {
        List<String> cells = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            cells.add(parser.getString());
        }
        return cells;
    }

    private static boolean isBlankLine(List<String> cells) {
        return cells.size() == 1 && cells.get(0).isBlank();
    }
}
