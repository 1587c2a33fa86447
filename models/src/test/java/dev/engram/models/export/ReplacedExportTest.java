package dev.engram.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.ForwardRequest;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.MemoryCheckpoint;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyDirectories;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.RoundingLoss;
import dev.engram.models.weights.SafetensorsCheckpoint;
import dev.engram.models.weights.Slices;
import dev.engram.models.weights.TestCheckpoints;
import dev.engram.models.weights.WeightMatrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Directories with some of their MLP output projections replaced. */
class ReplacedExportTest {

    @TempDir
    private Path folder;

    static List<String> models() throws IOException {
        return TinyDirectories.supported();
    }

    @ParameterizedTest
    @MethodSource("models")
    void the_written_model_computes_what_a_model_with_the_replacements_does(String name) throws IOException {
        Path target = folder.resolve("written");
        try (ModelFiles source = ModelFiles.open(TinyDirectories.directory(name))) {
            Map<Integer, FloatTensor> maps = Map.of(0, map(source, 1), 2, map(source, 2));

            ExportedModel written = HuggingFaceExport.of(source, maps).writeTo(target, ExportProgress.NONE);

            assertThat(written.replaced()).containsOnlyKeys(0, 2);
            assertThat(written.losses().keySet())
                    .containsExactlyInAnyOrderElementsOf(written.replaced().values());
            assertThat(written.losses().values())
                    .containsOnly(new RoundingLoss(0, 0)); // eighths are values of all types
            try (ModelFiles result = ModelFiles.open(target)) {
                FloatTensor expected = logits(withOutputs(source.weights(), maps));
                assertThat(logits(result.weights())).isEqualTo(expected).isNotEqualTo(logits(source.weights()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void all_other_tensors_stay_the_same_to_the_byte(String name) throws IOException {
        Path target = folder.resolve("written");
        Path source = TinyDirectories.directory(name);
        String replaced;
        try (ModelFiles files = ModelFiles.open(source)) {
            ExportedModel written =
                    HuggingFaceExport.of(files, Map.of(1, map(files, 3))).writeTo(target, ExportProgress.NONE);
            replaced = Objects.requireNonNull(written.replaced().get(1));
        }

        try (SafetensorsCheckpoint before = SafetensorsCheckpoint.open(source);
                SafetensorsCheckpoint after = SafetensorsCheckpoint.open(target)) {
            assertThat(after.tensors()).isEqualTo(before.tensors()); // names, types, shapes
            assertThat(List.copyOf(after.tensors().keySet()))
                    .isEqualTo(List.copyOf(before.tensors().keySet()));
            for (String tensor : before.tensors().keySet()) {
                boolean same =
                        Arrays.equals(TestCheckpoints.floats(after, tensor), TestCheckpoints.floats(before, tensor));
                assertThat(same).as(tensor).isEqualTo(!tensor.equals(replaced));
            }
        }
        for (Path file : TinyDirectories.files(source)) {
            String fileName = file.getFileName().toString();
            if (!fileName.endsWith(".safetensors")) {
                assertThat(target.resolve(fileName)).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void a_projection_that_is_stored_inputs_first_is_turned_round() throws IOException {
        Path target = folder.resolve("written");
        try (ModelFiles source = ModelFiles.open(TinyDirectories.directory("gpt2"))) {
            FloatTensor map = map(source, 4);

            HuggingFaceExport.of(source, Map.of(1, map)).writeTo(target, ExportProgress.NONE);

            try (SafetensorsCheckpoint written = SafetensorsCheckpoint.open(target)) {
                String parameter = "transformer.h.1.mlp.c_proj.weight";
                assertThat(written.tensor(parameter).shape()).containsExactly(128L, 32L);
                float[] stored = TestCheckpoints.floats(written, parameter);
                for (int input = 0; input < 128; input++) {
                    for (int output = 0; output < 32; output++) {
                        assertThat(stored[input * 32 + output]).isEqualTo(map.get(output, input));
                    }
                }
            }
        }
    }

    @Test
    void a_replacement_is_rounded_to_the_type_of_its_place_and_the_loss_is_told() throws IOException {
        // halfway between two neighbours: to the even one. F16 has steps of 1/1024 from 1 on, BF16 of 1/128
        assertRounded("gpt2-f16", ElementType.F16, 1 + 1f / 2048, 1, 1.0 / 2048);
        assertRounded("gpt2-f16", ElementType.F16, 1 + 3f / 2048, 1 + 4f / 2048, 1.0 / 2048);
        assertRounded("llama3-bf16", ElementType.BF16, 1 + 1f / 256, 1, 1.0 / 256);
        assertRounded("llama3-bf16", ElementType.BF16, 1 + 3f / 256, 1 + 4f / 256, 1.0 / 256);
        assertRounded("llama", ElementType.F32, 1 + 1f / 4096, 1 + 1f / 4096, 0);
    }

    private void assertRounded(String name, ElementType type, float value, float rounded, double loss)
            throws IOException {
        Path target = folder.resolve(name + value);
        try (ModelFiles source = ModelFiles.open(TinyDirectories.directory(name))) {
            WeightMatrix place = output(source.weights(), 0);
            float[] values = new float[place.size()];
            values[5] = value;
            FloatTensor map = FloatTensor.of(values, place.outputs().size(), place.inputs());

            ExportedModel written = HuggingFaceExport.of(source, Map.of(0, map)).writeTo(target, ExportProgress.NONE);

            RoundingLoss told = Objects.requireNonNull(written.losses().get(place.parameter()));
            assertThat(told.maxAbsolute()).isEqualTo(loss);
            assertThat(told.relativeFrobenius()).isEqualTo(loss / value); // one element is all there is
        }
        try (ModelFiles result = ModelFiles.open(target)) {
            WeightMatrix place = output(result.weights(), 0);
            float[] read = new float[place.size()];
            place.read(FloatBuffer.wrap(read));
            assertThat(read[5]).isEqualTo(rounded);
            assertThat(result.checkpoint().tensor(place.parameter()).type()).isEqualTo(type);
        }
    }

    /** Whole eighths: values that all types have. */
    private static FloatTensor map(ModelFiles files, long seed) {
        WeightMatrix place = output(files.weights(), 0);
        Random random = new Random(seed);
        float[] values = new float[place.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt(17) - 8) / 8f;
        }
        return FloatTensor.wrap(values, place.outputs().size(), place.inputs());
    }

    private static WeightMatrix output(DecoderWeights weights, int layer) {
        return weights.blocks().get(layer).mlp().orElseThrow().output().matrix();
    }

    /** The same decoder with other output projections, made without a file. */
    private static DecoderWeights withOutputs(DecoderWeights weights, Map<Integer, FloatTensor> maps) {
        MemoryCheckpoint memory = new MemoryCheckpoint();
        List<BlockWeights> blocks = new ArrayList<>(weights.blocks());
        maps.forEach((layer, map) -> {
            String name = "replaced." + layer;
            memory.put(name, map.toArray(), map.dimension(0), map.dimension(1));
            BlockWeights block = blocks.get(layer);
            MlpWeights mlp = block.mlp().orElseThrow();
            WeightMatrix matrix = WeightMatrix.of(
                    memory,
                    name,
                    Orientation.OUTPUT_MAJOR,
                    Slices.range(0, map.dimension(0)),
                    map.dimension(0),
                    map.dimension(1));
            MlpWeights changed = new MlpWeights(
                    mlp.norm(),
                    mlp.gate(),
                    mlp.input(),
                    new LinearWeights(matrix, mlp.output().bias()));
            blocks.set(
                    layer,
                    new BlockWeights(
                            block.attentionNorm(),
                            block.query(),
                            block.key(),
                            block.value(),
                            block.headNorms(),
                            block.attentionOutput(),
                            Optional.of(changed)));
        });
        return new DecoderWeights(
                weights.spec(),
                weights.tokenEmbedding(),
                weights.positionEmbedding(),
                blocks,
                weights.finalNorm(),
                weights.unembedding());
    }

    private static FloatTensor logits(DecoderWeights weights) {
        try (SiteModel model = new TransformerModel(new LetterTokenizer(384), new ReferenceEngine(weights))) {
            return model.run(ForwardRequest.of(List.of(List.of(5, 200, 17, 3)))).lastLogits(0);
        }
    }
}
