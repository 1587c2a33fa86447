package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.ForwardRequest;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyGguf;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.GgufMetadata;
import dev.engram.models.weights.TestGguf;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model as a GGUF file computes exactly what it computes as a Hugging Face directory. */
class GgufModelTest {

    @TempDir
    private Path folder;

    /** The second has LLaMA 3's rotary scaling, of which a GGUF file holds divisors. */
    @ParameterizedTest
    @ValueSource(
            strings = {"llama", "llama3-bf16", "qwen2", "qwen3", "gpt-neox", "gpt-neox-sequential", "gpt2", "gpt2-f16"})
    void a_gguf_file_gives_the_logits_of_the_directory_it_was_made_from(String name) throws IOException {
        Path directory = SharedFolder.require("models", "tiny", name);
        Path file = TinyGguf.of(directory).write(folder.resolve("tiny.gguf"));

        try (ModelFiles expected = ModelFiles.open(directory);
                ModelFiles actual = ModelFiles.open(file)) {
            assertThat(actual.weights().spec()).isEqualTo(expected.weights().spec());
            assertThat(logits(actual)).isEqualTo(logits(expected));
        }
    }

    @Test
    void an_architecture_that_is_not_supported_is_named() throws IOException {
        Path file = TestGguf.write(
                folder.resolve("mamba.gguf"), new GgufMetadata(Map.of("general.architecture", "mamba")), Map.of());

        assertThatThrownBy(() -> ModelFiles.open(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mamba.gguf")
                .hasMessageContaining("'mamba'")
                .hasMessageContaining("supported are llama, qwen2, qwen3, gptneox, gpt2");
    }

    /** Converters drop the window; a file that has it is Mistral's, one without it LLaMA's. */
    @Test
    void a_file_with_a_window_is_mistrals() throws IOException {
        Path directory = SharedFolder.require("models", "tiny", "mistral");
        TinyGguf gguf = TinyGguf.of(directory);
        try (ModelFiles plain = ModelFiles.open(gguf.write(folder.resolve("plain.gguf")))) {
            assertThat(plain.weights().spec().family()).isEqualTo("llama");
        }
        gguf.metadata().put("llama.attention.sliding_window", 6L);
        Path file = gguf.write(folder.resolve("window.gguf"));

        try (ModelFiles expected = ModelFiles.open(directory);
                ModelFiles actual = ModelFiles.open(file)) {
            assertThat(actual.weights().spec()).isEqualTo(expected.weights().spec());
            assertThat(logits(actual)).isEqualTo(logits(expected));
        }
    }

    @Test
    void what_a_file_has_beyond_its_architecture_is_refused_by_name() throws IOException {
        TinyGguf experts = TinyGguf.of(SharedFolder.require("models", "tiny", "llama"));
        experts.metadata().put("llama.expert_count", 8L);
        assertThatThrownBy(() -> ModelFiles.open(experts.write(folder.resolve("experts.gguf"))))
                .hasMessageContaining("'num_local_experts' is 8.0, that is a mixture of experts");

        TinyGguf window = TinyGguf.of(SharedFolder.require("models", "tiny", "qwen2"));
        window.metadata().put("qwen2.attention.sliding_window", 6L);
        assertThatThrownBy(() -> ModelFiles.open(window.write(folder.resolve("window.gguf"))))
                .hasMessageContaining("'qwen2.attention.sliding_window' is 6.0");
    }

    /** Some converters write the unembedding of a tied model, too. */
    @Test
    void an_unembedding_that_repeats_the_embedding_changes_nothing() throws IOException {
        Path directory = SharedFolder.require("models", "tiny", "gpt2");
        TinyGguf gguf = TinyGguf.of(directory);
        gguf.tensors().put("output.weight", gguf.tensors().get("token_embd.weight"));

        try (ModelFiles expected = ModelFiles.open(directory);
                ModelFiles actual = ModelFiles.open(gguf.write(folder.resolve("repeated.gguf")))) {
            assertThat(logits(actual)).isEqualTo(logits(expected));
        }
    }

    @Test
    void a_vector_where_a_matrix_belongs_is_named() throws IOException {
        TinyGguf gguf = TinyGguf.of(SharedFolder.require("models", "tiny", "gpt2"));
        gguf.tensors().put("blk.1.ffn_up.weight", FloatTensor.of(new float[8], 8));

        assertThatThrownBy(() -> ModelFiles.open(gguf.write(folder.resolve("vector.gguf"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'transformer.h.1.mlp.c_fc.weight'")
                .hasMessageContaining("[8]")
                .hasMessageContaining("[32, 128]");
    }

    private static FloatTensor logits(ModelFiles files) {
        SiteModel model = new TransformerModel(new LetterTokenizer(384), new ReferenceEngine(files.weights()));
        return model.run(ForwardRequest.of(List.of(List.of(5, 200, 17, 3)))).lastLogits(0);
    }
}
