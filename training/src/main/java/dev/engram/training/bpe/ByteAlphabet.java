package dev.engram.training.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The 256 bytes as visible characters, as GPT-2 writes them in its vocabulary: printable Latin-1 characters stand for themselves, the
 * others for the code points from 256 on, in order.
 */
final class ByteAlphabet {

    private static final String[] SYMBOLS = new String[256];

    static {
        int next = 256;
        for (int value = 0; value < SYMBOLS.length; value++) {
            boolean visible = (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
            SYMBOLS[value] = String.valueOf((char) (visible ? value : next++));
        }
    }

    private ByteAlphabet() {}

    /** All symbols, by byte. */
    static List<String> symbols() {
        return List.of(SYMBOLS);
    }

    /** A text's UTF-8 bytes as symbols. */
    static List<String> spell(String text) {
        List<String> symbols = new ArrayList<>();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            symbols.add(SYMBOLS[value & 0xFF]);
        }
        return symbols;
    }
}
