package dev.engram.reports.page;

import java.util.List;

/** How a result was made, as names and values in the order in which they are shown: command, version, model, settings, seed, time. */
public record Provenance(List<Entry> entries) {

    /** One line of it. */
    public record Entry(String name, String value) {}

    public Provenance {
        entries = List.copyOf(entries);
    }
}
