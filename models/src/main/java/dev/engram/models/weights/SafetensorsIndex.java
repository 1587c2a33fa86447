package dev.engram.models.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The index of a checkpoint in several files: which of them holds each tensor.
 *
 * @param tensorsByShard the names of the tensors in each file, by the files' names: plain ones, which cannot lead out of the index's
 *     folder
 */
record SafetensorsIndex(Path file, SortedMap<String, Set<String>> tensorsByShard) {

    static final String NAME = "model.safetensors.index.json";

    private static final long MOST_BYTES = 100_000_000;

    /** What writers use; leaves no room for separators, drives, dots alone or hidden files on any system. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*\\.safetensors");

    static SafetensorsIndex read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new CheckpointException(file, "has " + size + " bytes; at most " + MOST_BYTES + " are allowed");
        }
        try (JsonCursor json = new JsonCursor(file, "the index", Files.readAllBytes(file))) {
            SortedMap<String, Set<String>> tensorsByShard = new TreeMap<>();
            boolean found = false;
            json.enterDocument();
            while (json.nextField()) {
                if (json.field().equals("weight_map")) {
                    found = true;
                    weightMap(json, tensorsByShard);
                } else {
                    json.skipValue();
                }
            }
            json.finish();
            if (!found) {
                throw json.refuse("has no weight_map");
            }
            return new SafetensorsIndex(file, tensorsByShard);
        }
    }

    private static void weightMap(JsonCursor json, SortedMap<String, Set<String>> tensorsByShard)
            throws CheckpointException {
        json.enterObject();
        while (json.nextField()) {
            String tensor = json.field();
            json.reading("tensor '" + tensor + "'");
            String shard = json.text();
            if (!PLAIN_NAME.matcher(shard).matches()) {
                throw json.refuse("is placed in '" + shard
                        + "', which is not the plain name of a .safetensors file beside the index");
            }
            tensorsByShard.computeIfAbsent(shard, name -> new LinkedHashSet<>()).add(tensor);
            json.reading("the index");
        }
    }
}
