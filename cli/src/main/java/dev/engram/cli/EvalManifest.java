package dev.engram.cli;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How an evaluation is made; one that goes on must be made alike. */
record EvalManifest(
        String format,
        CallJson call,
        String engram,
        ModelJson model,
        DatasetJson dataset,
        String protocol,
        List<String> methods,
        Map<String, JsonNode> settings,
        String statistics,
        String neutralText,
        long seed,
        String shard) {

    static final String FORMAT = "engram-eval-1";

    record CallJson(String command) {}

    record ModelJson(String name, String sha256) {}

    /**
     * The records.
     *
     * @param form of its records
     * @param first of the file's good records, from 0
     * @param skipped records of the file that are left out as bad
     */
    record DatasetJson(String file, String sha256, String form, int first, int count, int skipped) {}

    EvalManifest of(Shard other) {
        return new EvalManifest(
                format,
                call,
                engram,
                model,
                dataset,
                protocol,
                methods,
                settings,
                statistics,
                neutralText,
                seed,
                other.toString());
    }
}
