package dev.engram.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.ForwardRequest;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyDirectories;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.SafetensorsFile;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TestCheckpoints;
import dev.engram.models.weights.TestSafetensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Hugging Face directory written again, with nothing replaced. */
class DirectoryExportTest {

    @TempDir
    private Path folder;

    static List<String> models() throws IOException {
        return TinyDirectories.supported();
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_file_is_the_same_to_the_byte(String name) throws IOException {
        Path source = TinyDirectories.directory(name);
        Path target = folder.resolve("written");

        ExportedModel written = export(source, target);

        List<Path> files = TinyDirectories.files(source);
        assertThat(files).hasSizeGreaterThanOrEqualTo(3);
        for (Path file : files) {
            assertThat(target.resolve(source.relativize(file))).hasSameBinaryContentAs(file);
        }
        assertThat(TinyDirectories.files(target)).hasSameSizeAs(files);
        assertThat(written.files())
                .containsExactlyInAnyOrderElementsOf(files.stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertThat(written.losses()).isEmpty();
        assertThat(written.replaced()).isEmpty();
        try (var beside = Files.list(folder)) {
            assertThat(beside).containsExactly(target);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void what_was_written_computes_the_same_logits(String name) throws IOException {
        Path source = TinyDirectories.directory(name);
        Path target = folder.resolve("written");

        export(source, target);

        assertThat(logits(target)).isEqualTo(logits(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "induction"})
    void a_bundled_model_is_written_like_any_other(String name) throws IOException {
        Path source = BundledModels.shipped(folder.resolve("cache")).find(name).orElseThrow();
        Path target = folder.resolve("written");

        export(source, target);

        assertThat(target.resolve("model.safetensors")).hasSameBinaryContentAs(source.resolve("model.safetensors"));
        assertThat(logits(target)).isEqualTo(logits(source));
    }

    /** A model whose shards have masks, tensors that the index does not name, and no metadata. */
    @Test
    void shards_and_their_masks_stay_and_what_no_index_names_goes() throws IOException {
        Path source = TinyDirectories.copy("gpt2", folder.resolve("source"));
        shard(source);
        Path target = folder.resolve("written");

        ExportedModel written = export(source, target);

        assertThat(written.files()).contains("a.safetensors", "b.safetensors", "model.safetensors.index.json");
        assertThat(target.resolve("model.safetensors.index.json"))
                .hasSameBinaryContentAs(source.resolve("model.safetensors.index.json"));
        assertThat(target.resolve("model.safetensors")).doesNotExist();
        byte[] before = Files.readAllBytes(source.resolve("b.safetensors"));
        byte[] after = Files.readAllBytes(target.resolve("b.safetensors"));
        int data = 4 + 4 * 384 * 32; // the mask and one tensor; behind them lies what the index does not name
        assertThat(last(data, after)).isEqualTo(last(data, dropLast(4, before)));
        try (SafetensorsFile file = SafetensorsFile.open(target.resolve("b.safetensors"))) {
            assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(file.tensors()).containsOnlyKeys("transformer.wte.weight");
        }
        assertThat(new String(after, 8, 300, StandardCharsets.UTF_8))
                .contains(
                        "\"transformer.h.0.attn.bias\":{\"dtype\":\"BOOL\",\"shape\":[1,1,2,2],\"data_offsets\":[0,4]}");
        assertThat(logits(target)).isEqualTo(logits(TinyDirectories.directory("gpt2")));
    }

    @Test
    void licences_and_chat_templates_come_along_model_cards_and_other_weights_do_not() throws IOException {
        Path source = TinyDirectories.copy("gpt2", folder.resolve("source"));
        List<String> belong = List.of(
                "LICENSE",
                "USE_POLICY.md",
                "special_tokens_map.json",
                "added_tokens.json",
                "vocab.json",
                "merges.txt",
                "chat_template.jinja",
                "additional_chat_templates/tools.jinja");
        List<String> others = List.of(
                "README.md",
                "pytorch_model.bin",
                "pytorch_model.bin.index.json",
                "model.safetensors.index.json",
                "adapter_model.safetensors",
                "model.gguf",
                "trainer_state.json",
                "additional_chat_templates/notes.txt",
                ".gitattributes");
        Files.createDirectory(source.resolve("additional_chat_templates"));
        for (String name : belong) {
            Files.writeString(source.resolve(name), "content of " + name);
        }
        for (String name : others) {
            Files.writeString(source.resolve(name), "{}");
        }
        Path target = folder.resolve("written");

        export(source, target);

        for (String name : belong) {
            assertThat(target.resolve(name)).hasContent("content of " + name);
        }
        for (String name : others) {
            assertThat(target.resolve(name)).doesNotExist();
        }
    }

    @Test
    void links_of_the_hubs_cache_become_plain_files() throws IOException {
        Path source = TinyDirectories.directory("llama");
        Path snapshot = Files.createDirectories(folder.resolve("hub/models--org--tiny/snapshots/abc"));
        Path blobs = Files.createDirectories(folder.resolve("hub/models--org--tiny/blobs"));
        for (Path file : TinyDirectories.files(source)) {
            String name = file.getFileName().toString();
            Path blob = Files.write(blobs.resolve("hash-of-" + name), Files.readAllBytes(file));
            Files.createSymbolicLink(snapshot.resolve(name), snapshot.relativize(blob));
        }
        Files.createSymbolicLink(snapshot.resolve("merges.txt"), Path.of("../../blobs/never-pulled"));
        Path target = folder.resolve("written");

        export(snapshot, target);

        for (Path file : TinyDirectories.files(source)) {
            Path written = target.resolve(file.getFileName().toString());
            assertThat(written).hasSameBinaryContentAs(file);
            assertThat(Files.isSymbolicLink(written)).isFalse();
        }
        assertThat(target.resolve("merges.txt")).doesNotExist();
    }

    @Test
    void progress_grows_up_to_all_bytes() throws IOException {
        List<Long> done = new ArrayList<>();
        long[] total = {0};
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory("llama"))) {
            HuggingFaceExport export = HuggingFaceExport.of(files, Map.of());

            ExportedModel written = export.writeTo(folder.resolve("written"), (doneBytes, totalBytes) -> {
                done.add(doneBytes);
                total[0] = totalBytes;
            });

            assertThat(written.weightBytes()).isEqualTo(394_944).isEqualTo(export.weightBytes());
            assertThat(total[0]).isEqualTo(394_944);
        }
        assertThat(done).isSorted().endsWith(394_944L).hasSizeGreaterThanOrEqualTo(38);
    }

    @Test
    void a_model_can_be_written_into_an_empty_directory_and_below_ones_that_are_not_there() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), empty);
        Path below = folder.resolve("some/where/below");

        export(TinyDirectories.directory("gpt2"), link);
        export(TinyDirectories.directory("gpt2"), below);

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(empty.resolve("config.json")).exists();
        assertThat(below.resolve("config.json")).exists();
    }

    private static ExportedModel export(Path source, Path target) throws IOException {
        try (ModelFiles files = ModelFiles.open(source)) {
            return HuggingFaceExport.of(files, Map.of()).writeTo(target, ExportProgress.NONE);
        }
    }

    private static FloatTensor logits(Path directory) throws IOException {
        try (ModelFiles files = ModelFiles.open(directory);
                SiteModel model = files.load()) {
            return model.run(ForwardRequest.of(List.of(List.of(5, 200, 17, 3)))).lastLogits(0);
        }
    }

    /** Splits a directory's weights in two files: the embedding and a mask in one, all else in the other. */
    private static void shard(Path directory) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        StringBuilder map = new StringBuilder("\"transformer.h.0.attn.bias\":\"b.safetensors\"");
        Path single = directory.resolve("model.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(single)) {
            for (TensorInfo info : file.tensors().values()) {
                float[] values = TestCheckpoints.floats(file, info.name());
                int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
                tensors.put(info.name(), FloatTensor.of(values, shape));
                boolean second = info.name().equals("transformer.wte.weight");
                map.append(",\"" + info.name() + "\":\"" + (second ? "b" : "a") + ".safetensors\"");
            }
        }
        FloatTensor embedding = Objects.requireNonNull(tensors.remove("transformer.wte.weight"));
        TestSafetensors.writeWithMask(
                directory.resolve("b.safetensors"),
                "transformer.h.0.attn.bias",
                Map.of("transformer.wte.weight", embedding));
        TestSafetensors.write(directory.resolve("a.safetensors"), tensors);
        Files.writeString(directory.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + map + "}}");
        Files.delete(single);
    }

    private static byte[] last(int count, byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length - count, bytes.length);
    }

    private static byte[] dropLast(int count, byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - count);
    }
}
