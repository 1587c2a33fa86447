package dev.engram.tracing;

import dev.engram.models.text.Tokenizer;
import java.util.List;
import java.util.stream.Collectors;

/** What tokens say together. */
final class ShownText {

    private ShownText() {}

    /** Their text as it goes on after another; special tokens, which texts leave out, by their names. */
    static String of(List<Integer> ids, Tokenizer tokenizer) {
        String text = tokenizer.decode(ids);
        return text.isEmpty() ? ids.stream().map(tokenizer::tokenText).collect(Collectors.joining()) : text;
    }
}
