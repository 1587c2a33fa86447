package dev.engram.models.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a model directory that make the model, beside its weights: configuration, tokenizer, chat templates, and the licence, which
 * many ask to be passed on. They are chosen by name, so that neither other copies of the weights nor a model card, whose figures are
 * the unchanged model's, come along.
 */
final class SettingsOfDirectory {

    private static final Set<String> NAMES = Set.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "vocab.txt",
            "tokenizer.model",
            "spiece.model",
            "chat_template.json",
            "chat_template.jinja");

    private static final List<String> LICENCES =
            List.of("license", "licence", "notice", "copying", "use_policy", "use-policy");

    /** Where transformers keeps chat templates other than the first. */
    private static final String MORE_TEMPLATES = "additional_chat_templates";

    private SettingsOfDirectory() {}

    static List<SettingsFile> in(Path directory) throws IOException {
        Path templates = directory.resolve(MORE_TEMPLATES);
        try (Stream<Path> top = Files.list(directory);
                Stream<Path> more = Files.isDirectory(templates) ? Files.list(templates) : Stream.empty()) {
            return Stream.concat(
                            top.filter(file -> belongs(name(file))),
                            more.filter(file -> name(file).endsWith(".jinja")))
                    .filter(Files::isRegularFile) // links to files, too: the hub's cache is made of them
                    .map(file ->
                            SettingsFile.copyOf(file, directory.relativize(file).toString()))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        }
    }

    private static boolean belongs(String name) {
        return NAMES.contains(name) || LICENCES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
