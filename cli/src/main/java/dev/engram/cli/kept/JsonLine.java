package dev.engram.cli.kept;

import tools.jackson.databind.json.JsonMapper;

/** JSON output: one object on one line. */
public final class JsonLine {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonLine() {}

    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
