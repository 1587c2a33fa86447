package dev.engram.models.text;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Byte-level BPE, as GPT-2 began it: words are cut by a rule, their bytes written as characters and merged. */
record ByteLevelBpe(PreTokenizer words, List<String> merges) implements GgufTokenization {

    ByteLevelBpe {
        merges = List.copyOf(merges);
    }

    @Override
    public String normalizerJson() {
        return words.normalizerJson();
    }

    @Override
    public String preTokenizerJson() {
        return words.json();
    }

    @Override
    public String decoderJson() {
        return PreTokenizer.BYTES;
    }

    @Override
    public void writeModel(JsonGenerator json) {
        json.writeBooleanProperty("ignore_merges", words.ignoresMerges());
        GgufTokenization.writeMerges(json, merges);
    }

    @Override
    public boolean addsBosByDefault() {
        return words.addsBosByDefault();
    }
}
