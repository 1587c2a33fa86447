package dev.engram.reports.figure;

import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A line of text as it is set from left to right: pieces that are written from right to left are turned around by Unicode's bidirectional algorithm,
 * with marks kept on what they sit on and brackets mirrored. Letters are not joined.
 */
final class VisualOrder {

    private static final String BRACKETS = "()[]{}<>«»";

    private VisualOrder() {}

    static String of(String text) {
        if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
            return text;
        }
        Bidi bidi = new Bidi(text, Bidi.DIRECTION_LEFT_TO_RIGHT);
        int count = bidi.getRunCount();
        byte[] levels = new byte[count];
        String[] runs = new String[count];
        for (int i = 0; i < count; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            String run = text.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
            runs[i] = levels[i] % 2 == 0 ? run : turned(run);
        }
        Bidi.reorderVisually(levels, 0, runs, 0, count);
        return String.join("", runs);
    }

    private static String turned(String run) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(run);
        List<String> turned = new ArrayList<>();
        int from = characters.first();
        for (int to = characters.next(); to != BreakIterator.DONE; to = characters.next()) {
            turned.add(mirrored(run.substring(from, to)));
            from = to;
        }
        Collections.reverse(turned);
        return String.join("", turned);
    }

    private static String mirrored(String character) {
        int place = BRACKETS.indexOf(character);
        return place < 0 || character.length() != 1 ? character : BRACKETS.substring(place ^ 1, (place ^ 1) + 1);
    }
}
