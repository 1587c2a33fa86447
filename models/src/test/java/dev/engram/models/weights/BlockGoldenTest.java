package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Blocks of random bytes against what the {@code gguf} package makes of them: see {@code src/test/python/make_block_goldens.py}. */
class BlockGoldenTest {

    @TestFactory
    Stream<DynamicTest> the_numbers_are_those_of_the_reference_to_the_bit() throws IOException {
        JsonNode cases;
        try (InputStream in = BlockGoldenTest.class.getResourceAsStream("blocks.json")) {
            cases = JsonMapper.shared().readTree(Objects.requireNonNull(in));
        }
        assertThat(cases.size()).as("quantised types").isEqualTo(ElementType.values().length - 3);
        return cases.valueStream()
                .map(golden -> DynamicTest.dynamicTest(
                        golden.required("type").stringValue(),
                        () -> assertThat(decoded(golden)).isEqualTo(expected(golden))));
    }

    private static float[] decoded(JsonNode golden) {
        ElementType type = ElementType.valueOf(golden.required("type").stringValue());
        byte[] stored = bytes(golden, "bytes");
        FloatBuffer target = FloatBuffer.allocate(stored.length / type.blockBytes() * type.blockElements());
        BlockDecoder.of(type).decode(ByteBuffer.wrap(stored), target);
        return target.array();
    }

    private static float[] expected(JsonNode golden) {
        FloatBuffer bits = ByteBuffer.wrap(bytes(golden, "bits")).asFloatBuffer();
        float[] values = new float[bits.remaining()];
        bits.get(values);
        return values;
    }

    private static byte[] bytes(JsonNode golden, String key) {
        return HexFormat.of().parseHex(golden.required(key).stringValue());
    }
}
