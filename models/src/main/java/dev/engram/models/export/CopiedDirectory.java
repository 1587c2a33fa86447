package dev.engram.models.export;

import dev.engram.models.files.ModelSource;
import dev.engram.models.weights.SafetensorsShard;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TensorToWrite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Hugging Face directory written again: the same files, tensors and number types; what is not replaced is the same to the byte. */
final class CopiedDirectory {

    private CopiedDirectory() {}

    static DirectoryContents of(ModelSource.Directory source, ReplacedProjections replaced) throws IOException {
        List<SettingsFile> settings = new ArrayList<>(SettingsOfDirectory.in(source.path()));
        Optional<Path> index = source.checkpoint().index(); // tensors keep their sizes and places, so it stays true
        index.ifPresent(file ->
                settings.add(SettingsFile.copyOf(file, file.getFileName().toString())));
        List<WeightsFile> weights = source.checkpoint().shards().stream()
                .map(shard -> file(shard, source, replaced))
                .toList();
        return new DirectoryContents(settings, weights);
    }

    private static WeightsFile file(
            SafetensorsShard shard, ModelSource.Directory source, ReplacedProjections replaced) {
        Map<String, TensorInfo> floats = source.checkpoint().tensors();
        List<TensorToWrite> tensors = shard.tensors().stream()
                .map(name -> Optional.ofNullable(floats.get(name))
                        .flatMap(info -> replaced.find(name, info.type()))
                        .orElseGet(() -> new TensorToWrite.Stored(shard.file(), name)))
                .toList();
        Map<String, String> metadata = new HashMap<>(shard.file().metadata());
        metadata.putIfAbsent("format", "pt"); // some versions of transformers refuse a file without it
        return new WeightsFile(shard.name(), tensors, metadata);
    }
}
