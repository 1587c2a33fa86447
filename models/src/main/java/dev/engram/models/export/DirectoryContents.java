package dev.engram.models.export;

import java.util.List;

/**
 * All that a directory is to hold.
 *
 * @param settings small files, written first
 */
record DirectoryContents(List<SettingsFile> settings, List<WeightsFile> weights) {

    DirectoryContents {
        settings = List.copyOf(settings);
        weights = List.copyOf(weights);
    }

    /** Of the weights. */
    long bytes() {
        return weights.stream().mapToLong(WeightsFile::bytes).sum();
    }
}
