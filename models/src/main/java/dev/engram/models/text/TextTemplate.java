package dev.engram.models.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a tokenizer puts around a text, as the {@code post_processor} of a {@code tokenizer.json}.
 *
 * @param before special tokens that open a text
 * @param after special tokens that close it
 */
record TextTemplate(List<Token> before, List<Token> after) {

    TextTemplate {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    String json() {
        if (before.isEmpty() && after.isEmpty()) {
            return "null";
        }
        Map<String, Object> special = new LinkedHashMap<>();
        Stream.concat(before.stream(), after.stream())
                .forEach(token -> special.put(
                        token.text(),
                        sorted(Map.of(
                                "id", token.text(), "ids", List.of(token.id()), "tokens", List.of(token.text())))));
        List<Object> pair = new ArrayList<>(around("A", 0));
        pair.addAll(around("B", 1));
        Map<String, Object> processor = new LinkedHashMap<>();
        processor.put("type", "TemplateProcessing");
        processor.put("single", around("A", 0));
        processor.put("pair", pair);
        processor.put("special_tokens", special);
        return JsonMapper.shared().writeValueAsString(processor);
    }

    private List<Object> around(String text, int type) {
        List<Object> pieces = new ArrayList<>();
        before.forEach(token -> pieces.add(piece("SpecialToken", token.text(), type)));
        pieces.add(piece("Sequence", text, type));
        after.forEach(token -> pieces.add(piece("SpecialToken", token.text(), type)));
        return pieces;
    }

    private static Map<String, Object> piece(String kind, String id, int type) {
        return Map.of(kind, sorted(Map.of("id", id, "type_id", type)));
    }

    /** Small maps of the platform have another order in each process; a file is to be the same each time. */
    private static Map<String, Object> sorted(Map<String, Object> map) {
        return new TreeMap<>(map);
    }
}
