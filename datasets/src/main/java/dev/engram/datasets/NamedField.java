package dev.engram.datasets;

import java.util.List;
import java.util.stream.Stream;

/** A field of one form alone. */
record NamedField(String preferred, List<String> others) implements RecordField {

    NamedField {
        others = List.copyOf(others);
    }

    @Override
    public List<String> keys() {
        return Stream.concat(Stream.of(preferred), others.stream()).toList();
    }
}
