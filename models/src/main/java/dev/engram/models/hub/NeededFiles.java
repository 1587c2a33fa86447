package dev.engram.models.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which of a repository's files a model is opened from; all others stay on the hub.
 *
 * @param settings small files, fetched first: they tell whether the model can be run
 * @param weights the one file of weights; none where {@code settings} has an index, which names them
 */
record NeededFiles(List<String> settings, List<String> weights) {

    static final String CONFIG = "config.json";
    static final String INDEX = "model.safetensors.index.json";

    private static final String SINGLE_FILE = "model.safetensors";
    private static final String TOKENIZER = "tokenizer.json";
    private static final List<String> SETTINGS =
            List.of(CONFIG, "generation_config.json", TOKENIZER, "tokenizer_config.json", "special_tokens_map.json");
    private static final List<String> SLOW_TOKENIZER = List.of("vocab.json", "merges.txt");
    private static final Pattern GGUF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*\\.gguf", Pattern.CASE_INSENSITIVE);

    NeededFiles {
        settings = List.copyOf(settings);
        weights = List.copyOf(weights);
    }

    /**
     * Chooses by name.
     *
     * @throws HubException if the repository has no weights that Engram reads, or several that it could choose from
     */
    static NeededFiles of(String id, List<String> fileNames) throws HubException {
        boolean single = fileNames.contains(SINGLE_FILE);
        if (!single && !fileNames.contains(INDEX)) {
            return new NeededFiles(List.of(), List.of(onlyGguf(id, fileNames)));
        }
        if (!fileNames.contains(CONFIG)) {
            throw new HubException("'" + id + "' has no " + CONFIG + ", so nothing says what its weights are");
        }
        List<String> settings = new ArrayList<>();
        Stream.concat(SETTINGS.stream(), fileNames.contains(TOKENIZER) ? Stream.of() : SLOW_TOKENIZER.stream())
                .filter(fileNames::contains)
                .forEach(settings::add);
        if (single) {
            return new NeededFiles(settings, List.of(SINGLE_FILE));
        }
        settings.add(INDEX);
        return new NeededFiles(settings, List.of());
    }

    private static String onlyGguf(String id, List<String> fileNames) throws HubException {
        List<String> candidates = fileNames.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".gguf"))
                .toList();
        if (candidates.isEmpty()) {
            throw new HubException("'" + id + "' has no weights that Engram reads: neither " + SINGLE_FILE + " nor "
                    + INDEX + " nor a .gguf file");
        }
        if (candidates.size() > 1) {
            throw new HubException("'" + id + "' has " + candidates.size() + " .gguf files, and nothing says which to "
                    + "choose; download one by other means and pass its path: " + String.join(", ", candidates));
        }
        String name = candidates.get(0);
        if (!GGUF.matcher(name).matches()) {
            throw new HubException("the only weights of '" + id + "', '" + name + "', do not lie at its top");
        }
        return name;
    }
}
