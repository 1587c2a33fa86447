package dev.engram.models.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/**
 * SentencePiece's BPE (Kudo and Richardson 2018), as LLaMA 2's and Mistral's files have it: spaces are written as {@code ▁}, the whole text is
 * merged, and what no piece has is spelled in bytes.
 *
 * <p>SentencePiece merges the two neighbours whose joint piece has the highest score. The same is said by a list of
 * merges: all ways to cut a piece in two, by the piece's score; where two pieces have the same, which no trained model's have, the first
 * in the list is merged first, and SentencePiece merges the leftmost. Nothing is normalized besides, as in these models.
 *
 * @param merges the pairs, the first to be merged first
 * @param unknown the token of what cannot be spelled
 * @param spellsBytes whether there is a token for each byte
 * @param opensWithSpace whether a text is taken as if a space stood before it
 */
record SentencePieceBpe(List<String> merges, Optional<String> unknown, boolean spellsBytes, boolean opensWithSpace)
        implements GgufTokenization {

    /** The tokens of bytes. */
    static final List<String> BYTES =
            IntStream.range(0, 256).mapToObj("<0x%02X>"::formatted).toList();

    private static final String SPACES_SHOWN = """
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""";

    private static final String SPACES_READ = """
            {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}""";

    SentencePieceBpe {
        merges = List.copyOf(merges);
        if (!spellsBytes && unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "it has neither a token for each byte, <0x00> to <0xFF>, nor one for what is unknown");
        }
    }

    /**
     * From pieces and their scores.
     *
     * @param pieces what texts are made of, in the order of their ids
     */
    static SentencePieceBpe of(
            Map<String, Double> pieces, Optional<String> unknown, boolean spellsBytes, boolean opensWithSpace) {
        return new SentencePieceBpe(merges(pieces), unknown, spellsBytes, opensWithSpace);
    }

    private record Merge(String left, String right, double score) {

        /** Of equal scores the longer part first, as transformers lists them. */
        static final Comparator<Merge> FIRST = Comparator.comparingDouble(Merge::score)
                .thenComparingInt(merge -> length(merge.left))
                .thenComparingInt(merge -> length(merge.right))
                .reversed();

        private static int length(String text) {
            return text.codePointCount(0, text.length());
        }

        String json() {
            return left + " " + right;
        }
    }

    private static List<String> merges(Map<String, Double> scores) {
        List<Merge> merges = new ArrayList<>();
        scores.forEach((piece, score) -> {
            for (int cut = 1; cut < piece.length(); cut++) {
                String left = piece.substring(0, cut);
                String right = piece.substring(cut);
                if (scores.containsKey(left) && scores.containsKey(right)) {
                    merges.add(new Merge(left, right, score));
                }
            }
        });
        return merges.stream().sorted(Merge.FIRST).map(Merge::json).toList();
    }

    @Override
    public String normalizerJson() {
        String first = opensWithSpace ? """
                {"type": "Prepend", "prepend": "▁"},""" : "";
        return """
                {"type": "Sequence", "normalizers": [%s %s]}""".formatted(first, SPACES_SHOWN);
    }

    @Override
    public String preTokenizerJson() {
        return "null";
    }

    @Override
    public String decoderJson() {
        String last = opensWithSpace ? """
                , {"type": "Strip", "content": " ", "start": 1, "stop": 0}""" : "";
        return """
                {"type": "Sequence", "decoders": [%s%s]}""".formatted(SPACES_READ, last);
    }

    @Override
    public void writeModel(JsonGenerator json) {
        unknown.ifPresent(token -> json.writeStringProperty("unk_token", token));
        json.writeBooleanProperty("fuse_unk", true);
        json.writeBooleanProperty("byte_fallback", spellsBytes);
        GgufTokenization.writeMerges(json, merges);
    }

    @Override
    public boolean addsBosByDefault() {
        return true;
    }
}
