package dev.engram.datasets;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of a table's columns, which say what the cells of a row are. */
final class CsvHeader {

    private final List<String> columns;
    private final Set<String> keys;

    private CsvHeader(List<String> columns, Set<String> keys) {
        this.columns = List.copyOf(columns);
        this.keys = Set.copyOf(keys);
    }

    static CsvHeader of(Path file, int line, List<String> columns, RecordKind<?> kind) throws RecordListException {
        Set<String> keys = kind.keys();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (keys.contains(column) && columns.indexOf(column) < i) {
                throw new RecordListException(
                        file, line, "the header has the column '" + column + "' more than once; expected it once");
            }
        }
        List<List<String>> needed = kind.columns().stream()
                .map(group ->
                        group.stream().flatMap(field -> field.keys().stream()).toList())
                .toList();
        if (needed.stream().anyMatch(group -> Collections.disjoint(group, columns))) {
            String expected = needed.stream()
                    .map(group -> group.stream().map(Quotation::of).collect(Collectors.joining(" or ")))
                    .collect(Collectors.joining(" and "));
            String found = columns.stream().map(Quotation::of).collect(Collectors.joining(", "));
            throw new RecordListException(
                    file, line, "expected a header of CSV with the columns " + expected + ", found " + found);
        }
        return new CsvHeader(columns, keys);
    }

    void hand(List<String> cells, RecordPlace place, RecordCollector<?> collector) throws RecordListException {
        collector.add(place, () -> fields(cells, place));
    }

    private RecordFields fields(List<String> cells, RecordPlace place) throws RecordListException {
        if (cells.size() != columns.size()) {
            throw place.refuse("the row has " + cells.size() + " cells; expected " + columns.size()
                    + ", as many as the header has columns");
        }
        Map<String, FieldValue> values = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (keys.contains(columns.get(i))) {
                values.put(columns.get(i), FieldValue.text(cells.get(i)));
            }
        }
        return new RecordFields(place, "", values);
    }
}
