package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterFactFormTest {

    @Test
    void all_four_sorts_of_prompts_are_kept() throws IOException {
        assertThat(Samples.read("counterfact.json").records().get(0))
                .isEqualTo(new BenchmarkRecord(
                        "3",
                        List.of(new EditCase(
                                "3",
                                new Rewrite(new Template("{} lies in"), "Oslo", "Chad"),
                                Optional.of("Norway"),
                                List.of("It rained. Oslo belongs to", "Whoever goes to Oslo is in"),
                                List.of(
                                        new Neighbour("Bergen lies in", Optional.of("Norway")),
                                        new Neighbour("Moss lies in", Optional.of("Norway"))))),
                        List.of(attribute("Moundou lies in"), attribute("Sarh lies in")),
                        List.of("Oslo is known for", "People in Oslo"),
                        Optional.of(new TargetIds("P17", "Q657"))));
    }

    @Test
    void a_record_needs_none_of_them() throws IOException {
        BenchmarkRecord bare = Samples.read("counterfact.json").records().get(1);

        assertThat(bare)
                .isEqualTo(BenchmarkRecord.of(new EditCase(
                        "4",
                        new Rewrite(new Template("The anthem of {} is sung in"), "San Marino", "Finnish"),
                        Optional.of("Italian"),
                        List.of(),
                        List.of())));
    }

    private static Probe attribute(String prompt) {
        return Probe.of(Probe.Kind.ATTRIBUTE, "", new Question(prompt, List.of("Chad")));
    }
}
