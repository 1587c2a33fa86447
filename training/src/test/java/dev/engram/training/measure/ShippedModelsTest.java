package dev.engram.training.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.SiteModel;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.training.measure.InductionMeasurement.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models in the resources of {@code models} are what their cards say; the bounds are what the cards promise, not what was measured. */
class ShippedModelsTest {

    private static final BundledFacts FACTS = BundledFacts.load();
    private static final int SEED = 1;

    @TempDir
    private static Path cache;

    @Test
    void demo_knows_its_facts() throws IOException {
        try (SiteModel demo = load("demo")) {
            DemoMeasurement measurement = new DemoMeasurement(demo, FACTS, 200, SEED);

            assertThat(measurement.recallOnTrainingTemplates().share()).isGreaterThanOrEqualTo(0.97);
            assertThat(measurement.recallOnHeldOutTemplates().share()).isGreaterThanOrEqualTo(0.85);
        }
    }

    @Test
    void demo_keeps_them_at_the_last_subject_token() throws IOException {
        assertEffects(12); // -Pslow traces all 200
    }

    @Test
    @Tag("slow")
    void demo_keeps_them_at_the_last_subject_token_whichever_they_are() throws IOException {
        assertEffects(200);
    }

    private static void assertEffects(int facts) throws IOException {
        try (SiteModel demo = load("demo")) {
            AverageEffects effects = new DemoMeasurement(demo, FACTS, facts, SEED).effects(done -> {});

            assertThat(effects.prompts()).isGreaterThan(facts * 9 / 10);
            assertThat(highest(effects, TokenRole.LAST_SUBJECT)).isGreaterThanOrEqualTo(0.18);
            assertThat(highest(effects, TokenRole.FIRST_SUBJECT)).isLessThanOrEqualTo(0.02);
            assertThat(highest(effects, TokenRole.MIDDLE_SUBJECT)).isLessThanOrEqualTo(0.02);
        }
    }

    private static double highest(AverageEffects effects, TokenRole role) {
        return effects.peak(role).effect().mean();
    }

    @Test
    void demo_sees_most_subjects_as_several_tokens() throws IOException {
        try (SiteModel demo = load("demo")) {
            long several = FACTS.facts().stream()
                    .filter(fact ->
                            demo.tokenizer().encode(" " + fact.subject()).length() > 2)
                    .count();

            assertThat(several).isGreaterThan(FACTS.facts().size() / 2);
        }
    }

    @Test
    void induction_continues_what_it_has_seen_by_two_heads_in_a_row() throws IOException {
        try (SiteModel model = load("induction")) {
            InductionMeasurement measurement = new InductionMeasurement(model, SEED);
            List<Head> heads = measurement.heads();
            Head previous = InductionMeasurement.strongestPreviousToken(heads, 0);
            Head induction = InductionMeasurement.strongestInduction(heads, 1);
            double whole = measurement.losses().second();

            assertThat(model.spec().vocabulary()).isGreaterThanOrEqualTo(512);
            assertThat(measurement.losses().first())
                    .isGreaterThan(0.95 * Math.log(model.spec().vocabulary()));
            assertThat(whole).isLessThan(0.3);
            assertThat(previous.previousToken()).isGreaterThanOrEqualTo(0.8);
            assertThat(induction.induction()).isGreaterThanOrEqualTo(0.8);
            assertThat(measurement.lossesWithout(previous).second()).isGreaterThan(whole + 2);
            assertThat(measurement.lossesWithout(induction).second()).isGreaterThan(whole + 2);
        }
    }

    @Test
    void they_are_small() throws IOException {
        assertThat(bytes("demo")).isLessThanOrEqualTo(8_000_000);
        assertThat(bytes("induction")).isLessThanOrEqualTo(1_000_000);
    }

    private static long bytes(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory(name))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static SiteModel load(String name) throws IOException {
        try (ModelFiles files = ModelFiles.open(directory(name))) {
            return files.load();
        }
    }

    private static Path directory(String name) throws IOException {
        return BundledModels.shipped(cache).find(name).orElseThrow();
    }
}
