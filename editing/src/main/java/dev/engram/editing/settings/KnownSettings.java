package dev.engram.editing.settings;

import dev.engram.models.spec.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/**
 * Settings that others published or that a sweep of ours found, in {@code known-settings.json} beside this class, a line each. A model is known
 * by its shape, not by its name, so that a local copy is known too.
 */
public final class KnownSettings {

    /**
     * Settings of one method for one model.
     *
     * @param model what it is called, for people
     * @param family as {@code config.json} has it
     * @param layers L
     * @param width D
     * @param vocabulary V
     * @param source who found them
     */
    public record Entry(
            String model,
            String family,
            int layers,
            int width,
            int vocabulary,
            String source,
            EditorSettings settings) {

        boolean isOf(ModelSpec spec) {
            return family.equals(spec.family())
                    && layers == spec.layers()
                    && width == spec.width()
                    && vocabulary == spec.vocabulary();
        }
    }

    private final List<Entry> entries;

    private KnownSettings(List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads all of them. */
    public static KnownSettings load() {
        try (InputStream in = KnownSettings.class.getResourceAsStream("known-settings.json")) {
            if (in == null) {
                throw new IllegalStateException("the resource known-settings.json is missing");
            }
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new KnownSettings(SettingsJson.readEntries(json, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Entry> entries() {
        return entries;
    }

    /**
     * What is known for a model and a method.
     *
     * @param method as {@link EditorSettings#method} names it
     */
    public Optional<Entry> find(ModelSpec spec, String method) {
        return entries.stream()
                .filter(entry -> entry.isOf(spec) && entry.settings().method().equals(method))
                .findFirst();
    }
}
