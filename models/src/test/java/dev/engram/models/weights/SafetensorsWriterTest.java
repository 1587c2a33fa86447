package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsWriterTest {

    @TempDir
    private Path folder;

    /** Values that both types have. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F16"})
    void what_is_written_is_read_back(ElementType type) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        tensors.put("b \"quoted\"", FloatTensor.of(new float[] {1, -2, 0.5f, 65504, -0f, 3}, 2, 3));
        tensors.put("a", FloatTensor.of(new float[] {0x1p-24f}, 1));
        tensors.put("none", FloatTensor.of(new float[0], 0, 4));
        Path file = folder.resolve("model.safetensors");

        SafetensorsWriter.write(file, tensors, type, Map.of("format", "pt"));

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
            for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
                FloatBuffer values = FloatBuffer.allocate(tensor.getValue().size());
                read.read(tensor.getKey(), values);
                assertThat(values.array()).isEqualTo(tensor.getValue().toArray());
                assertThat(read.tensor(tensor.getKey()).type()).isEqualTo(type);
                assertThat(read.tensor(tensor.getKey()).shape())
                        .isEqualTo(tensor.getValue().shape().stream()
                                .map(Integer::longValue)
                                .toList());
            }
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void the_data_begins_at_a_multiple_of_eight_bytes() throws IOException {
        for (int length = 1; length <= 9; length++) {
            Path file = folder.resolve("model.safetensors");
            SafetensorsWriter.write(
                    file, Map.of("n".repeat(length), FloatTensor.of(new float[] {1}, 1)), ElementType.F32, Map.of());

            long header = ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            assertThat(header % 8).isZero();
        }
    }

    @Test
    void what_is_no_number_of_the_type_is_refused_and_an_older_file_stays() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "older");
        for (float bad : List.of(Float.NaN, Float.NEGATIVE_INFINITY, 65505f)) {
            Map<String, FloatTensor> tensors = Map.of("weight", FloatTensor.of(new float[] {0, bad}, 2));

            assertThatThrownBy(() -> SafetensorsWriter.write(file, tensors, ElementType.F16, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'weight'")
                    .hasMessageContaining(Float.toString(bad));
        }
        assertThat(Files.readString(file)).isEqualTo("older");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void numbers_are_rounded_to_the_nearest_and_what_they_lose_is_told() throws IOException {
        // between 1 and 2, bf16 has steps of 1/128, f16 of 1/1024
        float[] values = {1 + 1f / 256, 1 + 3f / 256, -1 - 1f / 300, 2};
        float[] nearest = {1, 1 + 4f / 256, -1, 2};
        List<TensorToWrite> tensors = List.of(
                TensorToWrite.Rounded.of("rounded", ElementType.BF16, FloatTensor.of(values, 2, 2)),
                TensorToWrite.Rounded.of("exact", ElementType.BF16, FloatTensor.of(nearest, 4)),
                TensorToWrite.Rounded.of("zero", ElementType.F16, FloatTensor.of(new float[3], 3)));

        Map<String, RoundingLoss> losses =
                SafetensorsWriter.write(folder.resolve("m.safetensors"), tensors, Map.of(), bytes -> {});

        try (SafetensorsFile read = SafetensorsFile.open(folder.resolve("m.safetensors"))) {
            assertThat(TestCheckpoints.floats(read, "rounded")).isEqualTo(nearest);
            assertThat(read.tensor("rounded").type()).isEqualTo(ElementType.BF16);
        }
        double squaredErrors = 2 * Math.pow(1.0 / 256, 2) + Math.pow((double) (1 + 1f / 300) - 1, 2);
        double squares = Math.pow(257.0 / 256, 2) + Math.pow(259.0 / 256, 2) + Math.pow(1 + 1f / 300, 2) + 4;
        assertThat(losses.keySet()).containsExactly("rounded", "exact", "zero");
        RoundingLoss rounded = Objects.requireNonNull(losses.get("rounded"));
        assertThat(rounded.maxAbsolute()).isEqualTo(1.0 / 256);
        assertThat(rounded.relativeFrobenius())
                .isCloseTo(Math.sqrt(squaredErrors / squares), within(1e-15)); // sums of doubles in another order
        assertThat(losses.get("exact")).isEqualTo(new RoundingLoss(0, 0));
        assertThat(losses.get("zero")).isEqualTo(new RoundingLoss(0, 0));
    }

    @Test
    void stored_tensors_of_any_type_are_copied_byte_for_byte() throws IOException {
        byte[] data = new byte[4 + 3 + 8];
        new Random(5).nextBytes(data); // patterns that are no numbers stay, too
        Path source = TestSafetensors.write(
                folder.resolve("source.safetensors"),
                "{\"last\":" + TestSafetensors.entry("I64", "[1]", 7, 15)
                        + ",\"mask\":" + TestSafetensors.entry("BOOL", "[3]", 4, 7)
                        + ",\"first\":" + TestSafetensors.entry("BF16", "[2,1]", 0, 4) + "}",
                data);
        Path copy = folder.resolve("copy.safetensors");
        List<Long> pieces = new ArrayList<>();

        try (SafetensorsFile file = SafetensorsFile.open(source)) {
            assertThat(file.names()).containsExactly("first", "mask", "last"); // as their bytes lie
            List<TensorToWrite> tensors = file.names().stream()
                    .<TensorToWrite>map(name -> new TensorToWrite.Stored(file, name))
                    .toList();
            assertThat(SafetensorsWriter.write(copy, tensors, Map.of("k", "v"), pieces::add))
                    .isEmpty();
        }

        byte[] written = Files.readAllBytes(copy);
        assertThat(Arrays.copyOfRange(written, written.length - data.length, written.length))
                .isEqualTo(data);
        String header = new String(written, 8, written.length - data.length - 8, StandardCharsets.UTF_8);
        assertThat(header.strip())
                .isEqualTo("{\"__metadata__\":{\"k\":\"v\"}"
                        + ",\"first\":" + TestSafetensors.entry("BF16", "[2,1]", 0, 4)
                        + ",\"mask\":" + TestSafetensors.entry("BOOL", "[3]", 4, 7)
                        + ",\"last\":" + TestSafetensors.entry("I64", "[1]", 7, 15) + "}");
        assertThat(pieces.stream().mapToLong(Long::longValue).sum()).isEqualTo(data.length);
    }

    @Test
    void a_tensor_longer_than_the_writers_buffer_is_written_whole() throws IOException {
        float[] values = new float[700_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        List<Long> pieces = new ArrayList<>();
        Path file = folder.resolve("long.safetensors");

        SafetensorsWriter.write(
                file,
                List.of(TensorToWrite.Rounded.of("w", ElementType.F32, FloatTensor.wrap(values, values.length))),
                Map.of(),
                pieces::add);

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(TestCheckpoints.floats(read, "w")).isEqualTo(values);
        }
        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(pieces.stream().mapToLong(Long::longValue).sum()).isEqualTo(4L * values.length);
    }

    @Test
    void the_bytes_of_a_tensor_may_be_more_than_an_int_counts() {
        List<Long> shape = List.of(40_000L, 70_000L);
        TensorToWrite tensor = new TensorToWrite.Rounded("w", ElementType.F32, shape, target -> {});

        assertThat(tensor.bytes()).isEqualTo(11_200_000_000L);
    }

    @Test
    void a_source_that_is_cut_off_while_it_is_copied_is_named() throws IOException {
        Path source = TestSafetensors.write(
                folder.resolve("source.safetensors"), Map.of("w", FloatTensor.of(new float[] {1, 2, 3}, 3)));
        try (SafetensorsFile file = SafetensorsFile.open(source)) {
            try (FileChannel channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 4);
            }

            assertThatThrownBy(() -> SafetensorsWriter.write(
                            folder.resolve("copy.safetensors"),
                            List.of(new TensorToWrite.Stored(file, "w")),
                            Map.of(),
                            bytes -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("source.safetensors: tensor 'w' ends at byte")
                    .hasMessageContaining("cut off");
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(source);
        }
    }

    @Test
    void two_tensors_of_one_name_and_numbers_that_are_missing_are_refused() {
        TensorToWrite one = TensorToWrite.Rounded.of("w", ElementType.F32, FloatTensor.of(new float[] {1}, 1));
        TensorToWrite halfGiven = new TensorToWrite.Rounded("v", ElementType.F32, List.of(2L), target -> target.put(1));

        assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("x"), List.of(one, one), Map.of(), bytes -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two tensors 'w'");
        assertThatThrownBy(
                        () -> SafetensorsWriter.write(folder.resolve("x"), List.of(halfGiven), Map.of(), bytes -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only 1 numbers of tensor 'v' of shape [2]");
    }

    @Test
    void what_bf16_cannot_hold_is_refused() {
        float beyond = Math.nextUp(0x1.FEp127f);
        Map<String, FloatTensor> tensors = Map.of("w", FloatTensor.of(new float[] {0x1.FEp127f, beyond}, 2));

        assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("x"), tensors, ElementType.BF16, Map.of()))
                .hasMessageContaining("'w' holds " + beyond + ", which is no BF16");
    }

    @Test
    void quantised_types_are_refused() {
        assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("x"), Map.of(), ElementType.Q8_0, Map.of()))
                .hasMessageContaining("Q8_0");
    }
}
