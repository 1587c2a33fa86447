package dev.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.ForwardRequest;
import dev.engram.models.LogitSelection;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.SafetensorsFile;
import dev.engram.training.bpe.BpeLearner;
import dev.engram.training.bpe.BpeVocabulary;
import dev.engram.training.data.FactSequences;
import dev.engram.training.data.RepeatedSequences;
import dev.engram.training.data.SequenceShape;
import dev.engram.training.data.TokenBatch;
import dev.engram.training.net.DecoderShape;
import dev.engram.training.net.Parameter;
import dev.engram.training.net.TrainableDecoder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDirectoryTest {

    private static final int LENGTH = 10;

    @TempDir
    private Path directory;

    /** The trainer's forward pass and the runtime's are two implementations; what one wrote the other has to compute alike. */
    @ParameterizedTest
    @ValueSource(ints = {24, 0})
    void the_runtime_computes_what_the_trainer_does(int mlpWidth) throws Exception {
        BpeVocabulary vocabulary =
                BpeLearner.learn(FactSequences.sentences(BundledFacts.load()).subList(0, 50), "<|begin|>", 270);
        DecoderShape shape = new DecoderShape(2, 12, 3, mlpWidth, vocabulary.size(), LENGTH, mlpWidth > 0);
        try (TrainableDecoder decoder = new TrainableDecoder(shape)) {
            float[] parameters = decoder.layout().initial(1);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] *= 8; // far from uniform predictions
            }
            ModelDirectory.write(shape, parameters, vocabulary, directory);
            TokenBatch batch = new RepeatedSequences(new SequenceShape(3, LENGTH, 2), vocabulary.size(), 2).batch(0);

            float[] expected = decoder.losses(rounded(decoder, parameters), batch);

            assertThat(losses(batch)).hasSameSizeAs(expected).satisfies(actual -> {
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i]).as("loss " + i).isCloseTo(expected[i], within(1e-4f));
                }
            });
        }
    }

    private float[] losses(TokenBatch batch) throws Exception {
        float[] losses = new float[batch.sequences() * (LENGTH - 1)];
        try (ModelFiles files = ModelFiles.open(directory);
                SiteModel model = files.load()) {
            for (int sequence = 0; sequence < batch.sequences(); sequence++) {
                int[] ids = Arrays.copyOfRange(batch.ids(), sequence * LENGTH, (sequence + 1) * LENGTH);
                FloatTensor logits = model.run(ForwardRequest.of(
                                        List.of(Arrays.stream(ids).boxed().toList()))
                                .selecting(new LogitSelection.AllPositions()))
                        .logits()
                        .get(0);
                for (int position = 0; position < LENGTH - 1; position++) {
                    losses[sequence * (LENGTH - 1) + position] =
                            loss(logits.at(position).toArray(), ids[position + 1]);
                }
            }
        }
        return losses;
    }

    private static float loss(float[] logits, int next) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return (float) (Math.log(sum) - logits[next]);
    }

    /** The parameters as the file has them, in F16. */
    private float[] rounded(TrainableDecoder decoder, float[] parameters) throws Exception {
        float[] rounded = new float[parameters.length];
        try (SafetensorsFile file = SafetensorsFile.open(directory.resolve("model.safetensors"))) {
            for (Parameter parameter : decoder.layout().parameters()) {
                file.read(parameter.name(), FloatBuffer.wrap(rounded, parameter.offset(), parameter.size()));
            }
        }
        for (int i = 0; i < parameters.length; i++) {
            assertThat(rounded[i]).isCloseTo(parameters[i], within(Math.abs(parameters[i]) * 0x1p-11f + 0x1p-25f));
        }
        return rounded;
    }
}
