package dev.engram.cli.kept;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.engram.editing.method.KeyReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of JSON objects, a line each, that a command wrote. */
public final class JsonFile {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(KeyReport.class, KeyReportJson.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonFile() {}

    /** Which report it is, its fields say. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(KeyReport.Inverse.class), @JsonSubTypes.Type(KeyReport.Unused.class)})
    private interface KeyReportJson {}

    /**
     * The object of the first line.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static JsonNode firstLine(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            return MAPPER.readTree(line == null ? "" : line);
        } catch (JacksonException | CharacterCodingException e) {
            throw new IllegalArgumentException(
                    file + " holds no JSON object in its first line; " + KeptResult.KINDS, e);
        }
    }

    /**
     * The objects of all lines.
     *
     * @throws IOException if a line is none of them; the message names it
     */
    public static <T> List<T> read(Path file, Class<T> type) throws IOException {
        List<T> read = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            try {
                read.add(MAPPER.readValue(lines.get(i), type));
            } catch (JacksonException e) {
                throw new IOException(file + ", line " + (i + 1) + " is damaged: " + e.getOriginalMessage(), e);
            }
        }
        return read;
    }
}
