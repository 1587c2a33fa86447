package dev.engram.cli;

import tools.jackson.databind.json.JsonMapper;

/** JSON output: one object on one line. */
final class JsonLine {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonLine() {}

    static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
