package dev.engram.datasets;

import java.util.Optional;

/**
 * A prompt of a list.
 *
 * @param id what names it, and what is measured of it, among the list's; not blank
 * @param attribute the answer that is held for true, as the list has it: without space around it
 * @param foil an answer that is not, such as what an edit is to make of the attribute
 */
public record ListedPrompt(String id, Prompt prompt, Optional<String> attribute, Optional<String> foil) {

    public ListedPrompt {
        attribute = attribute.map(String::strip);
        foil = foil.map(String::strip);
        refuseBlank("id", id);
        attribute.ifPresent(text -> refuseBlank("attribute", text));
        foil.ifPresent(text -> refuseBlank("foil", text));
    }

    private static void refuseBlank(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + name + " is blank; leave it out or say what it is");
        }
    }
}
