package dev.engram.training;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import dev.engram.training.bpe.BpeVocabulary;
import dev.engram.training.bpe.TokenizerFiles;
import dev.engram.training.data.BatchSource;
import dev.engram.training.net.TrainableDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every training command is told, and the way from a recipe to a directory. */
final class TrainingOptions {

    private static final int STEPS_BETWEEN_LINES = 50;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create(); // set by picocli

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the model is written.")
    private Path out = Path.of("");

    @Option(
            names = "--work",
            required = true,
            paramLabel = "DIR",
            description = "Keeps checkpoint and loss.csv; a run that was stopped goes on from there.")
    private Path work = Path.of("");

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of the first weights and the data (default: ${DEFAULT-VALUE}).")
    private long seed;

    long seed() {
        return seed;
    }

    void train(Recipe recipe) throws IOException {
        PrintWriter log = command.commandLine().getErr();
        Files.createDirectories(work);
        BundledFacts facts = BundledFacts.load();
        BpeVocabulary vocabulary = recipe.vocabulary(facts);
        try (TrainableDecoder decoder = new TrainableDecoder(recipe.shape(vocabulary.size()))) {
            log.printf(
                    "%d tokens, %,d parameters%n",
                    vocabulary.size(), decoder.layout().size());
            BatchSource data = data(recipe, facts, vocabulary, decoder.shape().context());
            Instant start = Instant.now();
            float[] parameters = new TrainingRun(decoder, data, recipe.plan(), recipe.description(), work)
                    .run((step, steps, loss) -> {
                        if (step % STEPS_BETWEEN_LINES == 0 || step == steps) {
                            long seconds =
                                    Duration.between(start, Instant.now()).toSeconds();
                            log.printf("step %d of %d: loss %.3f nats, %d s%n", step, steps, loss, seconds);
                        }
                    });
            ModelDirectory.write(decoder.shape(), parameters, vocabulary, out);
            log.println("wrote " + out);
        }
    }

    private BatchSource data(Recipe recipe, BundledFacts facts, BpeVocabulary vocabulary, int context)
            throws IOException {
        TokenizerFiles.write(vocabulary, context, work);
        try (Tokenizer tokenizer = Tokenizers.fromDirectory(work)) {
            return recipe.data(facts, tokenizer);
        }
    }
}
