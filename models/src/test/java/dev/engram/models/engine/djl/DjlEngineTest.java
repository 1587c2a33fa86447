package dev.engram.models.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.SiteModelContract;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DjlEngineTest extends SiteModelContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return DjlEngine.load(weights);
    }

    @Override
    protected double roundingRelative() {
        return Tolerances.FLOAT32_ROUNDING_RELATIVE;
    }

    @Test
    void what_was_uploaded_outlives_the_java_buffer_that_it_came_in() {
        float[] ones = new float[256 * 64];
        Arrays.fill(ones, 1);
        try (Engine engine = engine(TinyModels.gpt2(1))) {
            for (int round = 0; round < 20; round++) {
                try (Tensor increment = engine.upload(ones, 256, 64);
                        Tensor sum = engine.add(engine.upload(ones, 256, 64), increment)) {
                    System.gc(); // frees direct buffers that nobody holds, whose memory the next ones take
                    for (int i = 0; i < 20; i++) {
                        ByteBuffer other = ByteBuffer.allocateDirect(ones.length * Float.BYTES);
                        while (other.hasRemaining()) {
                            other.put((byte) 0x7F);
                        }
                    }
                    for (float value : engine.download(sum)) {
                        assertThat(value).isEqualTo(2);
                    }
                }
            }
        }
    }
}
