package dev.engram.datasets;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of a table's columns, which say what the cells of a row are. */
final class CsvHeader {

    private final List<String> columns;

    private CsvHeader(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    static CsvHeader of(Path file, int line, List<String> columns) throws RecordListException {
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (Field.isKey(column) && columns.indexOf(column) < i) {
                throw new RecordListException(
                        file, line, "the header has the column '" + column + "' more than once; expected it once");
            }
        }
        boolean text = columns.contains("prompt") || columns.contains("template");
        if (!text || !columns.contains("subject")) {
            String found = columns.stream().map(Quotation::of).collect(Collectors.joining(", "));
            throw new RecordListException(
                    file,
                    line,
                    "expected a header of CSV with the columns 'subject' and 'prompt' or 'template', found " + found);
        }
        return new CsvHeader(columns);
    }

    void hand(List<String> cells, RecordPlace place, RecordCollector collector) throws RecordListException {
        collector.add(place, () -> fields(cells, place));
    }

    private RecordFields fields(List<String> cells, RecordPlace place) throws RecordListException {
        if (cells.size() != columns.size()) {
            throw place.refuse("the row has " + cells.size() + " cells; expected " + columns.size()
                    + ", as many as the header has columns");
        }
        Map<String, FieldValue> values = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (Field.isKey(columns.get(i))) {
                values.put(columns.get(i), new FieldValue(FieldValue.Kind.TEXT, cells.get(i)));
            }
        }
        return new RecordFields(place, values);
    }
}
