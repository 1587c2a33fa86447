package dev.engram.training.bpe;

import dev.engram.training.bpe.BpeVocabulary.Merge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns a byte-level BPE vocabulary (Sennrich, Haddow and Birch 2016, section 3.2; bytes and word boundaries as in GPT-2): again and
 * again the most frequent pair of neighbours becomes a token. Among equally frequent pairs the first in alphabetical order wins, so the
 * same texts give the same vocabulary.
 */
public final class BpeLearner {

    /** GPT-2's division into words, beyond which no token reaches. */
    private static final Pattern WORD =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    private static final int LEAST_FREQUENCY = 2;

    private final List<Word> words = new ArrayList<>();

    private BpeLearner(Iterable<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            Matcher matcher = WORD.matcher(text);
            while (matcher.find()) {
                counts.merge(matcher.group(), 1, Integer::sum);
            }
        }
        counts.forEach((word, count) -> words.add(new Word(new ArrayList<>(ByteAlphabet.spell(word)), count)));
    }

    /**
     * Learns from texts.
     *
     * @param size of the vocabulary, at least 257; it stays smaller where no pair is left that occurs twice
     */
    public static BpeVocabulary learn(Iterable<String> texts, String beginOfText, int size) {
        List<String> tokens = new ArrayList<>();
        tokens.add(beginOfText);
        tokens.addAll(ByteAlphabet.symbols());
        if (size < tokens.size()) {
            throw new IllegalArgumentException(
                    "a byte-level vocabulary has at least " + tokens.size() + " tokens, not " + size);
        }
        BpeLearner learner = new BpeLearner(texts);
        List<Merge> merges = new ArrayList<>();
        while (tokens.size() < size) {
            Optional<Merge> best = learner.mostFrequentPair();
            if (best.isEmpty()) {
                break;
            }
            merges.add(best.get());
            tokens.add(best.get().merged());
            learner.words.forEach(word -> word.merge(best.get()));
        }
        return new BpeVocabulary(tokens, merges);
    }

    private Optional<Merge> mostFrequentPair() {
        Map<Merge, Integer> counts = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.symbols.size(); i++) {
                counts.merge(new Merge(word.symbols.get(i), word.symbols.get(i + 1)), word.count, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST_FREQUENCY)
                .min(Comparator.<Map.Entry<Merge, Integer>>comparingInt(entry -> -entry.getValue())
                        .thenComparing(entry -> entry.getKey().left())
                        .thenComparing(entry -> entry.getKey().right()))
                .map(Map.Entry::getKey);
    }

    /** A word of the texts, as the symbols that it is made of so far. */
    private record Word(List<String> symbols, int count) {

        void merge(Merge merge) {
            for (int i = 0; i + 1 < symbols.size(); i++) {
                if (symbols.get(i).equals(merge.left()) && symbols.get(i + 1).equals(merge.right())) {
                    symbols.set(i, merge.merged());
                    symbols.remove(i + 1);
                }
            }
        }
    }
}
