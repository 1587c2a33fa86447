package dev.engram.eval.metrics.text;

import dev.engram.editing.statistics.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the two files by which the reference weighs words (rome: {@code idf.npy} and {@code tfidf_vocab.json}). */
public final class TfIdfFiles {

    private TfIdfFiles() {}

    /**
     * The vocabulary with its weights.
     *
     * @param frequencies inverse document frequencies, an array of NumPy's with one of each word
     * @param vocabulary a JSON object that has each word's place in it
     * @throws IOException if one of them cannot be read, or they do not fit; the message names the file
     */
    public static TfIdf read(Path frequencies, Path vocabulary) throws IOException {
        double[] values = NpyFile.vector(frequencies);
        Map<String, Integer> places = places(vocabulary);
        Map<String, Double> weights = new HashMap<>();
        for (Map.Entry<String, Integer> word : places.entrySet()) {
            Integer place = word.getValue();
            if (place == null || place < 0 || place >= values.length) {
                throw new IOException(vocabulary + ": '" + word.getKey() + "' has the place " + place + ", where "
                        + frequencies + " has " + values.length + " numbers");
            }
            weights.put(word.getKey(), values[place]);
        }
        int distinct = new HashSet<>(places.values()).size();
        if (distinct != values.length || distinct != weights.size()) {
            throw new IOException(vocabulary + " has " + weights.size() + " words at " + distinct + " places, and "
                    + frequencies + " " + values.length + " numbers; they belong to different vocabularies");
        }
        try {
            return new TfIdf(weights);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(frequencies + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, Integer> places(Path vocabulary) throws IOException {
        try {
            return new JsonMapper().readValue(Files.readAllBytes(vocabulary), new TypeReference<>() {});
        } catch (JacksonException wrong) {
            throw new IOException(
                    vocabulary + ": expected a JSON object of words and their places: " + wrong.getOriginalMessage(),
                    wrong);
        }
    }
}
