package dev.engram.datasets;

import java.util.Optional;

/**
 * A prompt of a list.
 *
 * @param id what names it, and what is measured of it, among the list's; not blank
 * @param attribute the answer that is held for true, as the list has it: without space around it
 * @param foil an answer that is not, such as what an edit is to make of the attribute
 */
public record ListedPrompt(String id, Prompt prompt, Optional<String> attribute, Optional<String> foil)
        implements Listed {

    public ListedPrompt {
        attribute = attribute.map(String::strip);
        foil = foil.map(String::strip);
        BlankText.refuse("id", id);
        attribute.ifPresent(text -> BlankText.refuse("attribute", text));
        foil.ifPresent(text -> BlankText.refuse("foil", text));
    }
}
