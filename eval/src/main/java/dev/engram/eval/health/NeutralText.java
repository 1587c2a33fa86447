package dev.engram.eval.health;

import dev.engram.models.LanguageModel;
import dev.engram.models.disk.TextFile;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that have nothing to do with an edit, by which one sees what it did besides.
 *
 * @param description what they are, for people
 * @param texts their tokens
 */
public record NeutralText(String description, List<List<Integer>> texts) {

    private static final List<String> OPENINGS =
            List.of("The", "In", "A", "It", "This", "When", "For", "He", "She", "We", "One", "But");
    private static final int TOKENS = 48;
    private static final int MOST_FILE_TEXTS = 32;
    private static final int MOST_TOKENS = 256;

    public NeutralText {
        texts = texts.stream().map(List::copyOf).filter(text -> text.size() > 1).toList();
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(
                    "a neutral text needs at least two tokens, and " + description + " has fewer");
        }
    }

    /** What the unedited model writes itself, seeded: it is of the kind that the model knows, whatever that is. */
    public static NeutralText sampled(LanguageModel model, long seed) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < OPENINGS.size(); i++) {
            requests.add(new GenerationRequest(
                    model.tokenizer().encode(OPENINGS.get(i)).ids(),
                    Math.min(TOKENS, model.contextLength() / 2),
                    model.tokenizer().endOfTextIds(),
                    new Sampling.Random(1, 0, 1, seed + i)));
        }
        List<List<Integer>> texts = new ArrayList<>();
        var written = model.generate(requests);
        for (int i = 0; i < requests.size(); i++) {
            List<Integer> text = new ArrayList<>(requests.get(i).prompt());
            text.addAll(written.get(i).tokens());
            texts.add(text);
        }
        return new NeutralText("what the model writes itself, seed " + seed, texts);
    }

    /**
     * The first lines of a file in UTF-8, a text each.
     *
     * @throws IOException if it cannot be read, or is not UTF-8
     * @throws IllegalArgumentException if no line has two tokens
     */
    public static NeutralText ofFile(LanguageModel model, Path file) throws IOException {
        List<List<Integer>> texts = TextFile.read(file)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_FILE_TEXTS)
                .map(line -> model.tokenizer().encode(line).ids())
                .map(ids -> ids.subList(0, Math.min(ids.size(), Math.min(MOST_TOKENS, model.contextLength()))))
                .toList();
        return new NeutralText(String.valueOf(file.getFileName()), texts);
    }
}
