package dev.engram.models.files;

import dev.engram.models.family.GgufTranslation;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.GgufFile;
import dev.engram.models.weights.SafetensorsCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** In what form a model lies on disk. */
public sealed interface ModelSource {

    /** The directory, or the file. */
    Path path();

    /** The weights under the names of the Hugging Face models. */
    Checkpoint checkpoint();

    /** Everything that decides what the model computes, in a fixed order. */
    List<Path> decidingFiles();

    /** The caller closes it. */
    Tokenizer openTokenizer() throws IOException;

    /** A Hugging Face directory. */
    record Directory(Path path, SafetensorsCheckpoint checkpoint) implements ModelSource {

        @Override
        public List<Path> decidingFiles() {
            return Stream.concat(Stream.of(path.resolve("config.json")), checkpoint.files().stream())
                    .toList();
        }

        @Override
        public Tokenizer openTokenizer() throws IOException {
            return Tokenizers.fromDirectory(path);
        }
    }

    /** A GGUF file, as it is and in the terms of the Hugging Face models. */
    record Gguf(Path path, GgufFile file, GgufTranslation translation) implements ModelSource {

        @Override
        public Checkpoint checkpoint() {
            return translation.checkpoint();
        }

        @Override
        public List<Path> decidingFiles() {
            return file.files();
        }

        @Override
        public Tokenizer openTokenizer() throws IOException {
            return Tokenizers.fromGguf(file.metadata(), path);
        }
    }
}
