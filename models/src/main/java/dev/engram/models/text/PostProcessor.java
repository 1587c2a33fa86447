package dev.engram.models.text;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads what the {@code post_processor} of a {@code tokenizer.json} puts before a single text. */
final class PostProcessor {

    private PostProcessor() {}

    static List<Integer> idsBeforeText(JsonNode processor) {
        List<Integer> ids = new ArrayList<>();
        switch (processor.path("type").asString("")) {
            case "Sequence" -> processor.path("processors").forEach(step -> ids.addAll(0, idsBeforeText(step)));
            case "BertProcessing", "RobertaProcessing" ->
                addId(processor.path("cls").path(1), ids);
            case "TemplateProcessing" -> addTemplate(processor, ids);
            default -> {} // ByteLevel puts nothing there
        }
        return ids;
    }

    private static void addTemplate(JsonNode processor, List<Integer> ids) {
        for (JsonNode piece : processor.path("single")) {
            if (!piece.has("SpecialToken")) {
                return; // the text
            }
            String token = piece.path("SpecialToken").path("id").asString("");
            processor.path("special_tokens").path(token).path("ids").forEach(id -> addId(id, ids));
        }
    }

    private static void addId(JsonNode id, List<Integer> ids) {
        if (id.isInt()) {
            ids.add(id.intValue());
        }
    }
}
