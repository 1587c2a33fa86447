package dev.engram.cli.call;

import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.Fact;
import dev.engram.datasets.Prompt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What {@code engram trace} shows when it is asked for nothing: a few facts of the bundled model, in three relations. */
public final class Demonstration {

    /** The model that knows them. */
    public static final String MODEL = "demo";

    /** Where its report goes if nothing else is said. */
    public static final Path REPORT = Path.of("engram-report.html");

    private static final List<Shown> FACTS = List.of(
            new Shown("instrument", "John Coltrane"),
            new Shown("profession", "Marco Polo"),
            new Shown("city-country", "Kyoto"));

    private Demonstration() {}

    /** Each in the plainest template of its relation. */
    public static List<Prompt> prompts() {
        BundledFacts bundled = BundledFacts.load();
        return FACTS.stream().map(shown -> prompt(bundled, shown)).toList();
    }

    /** For somebody who has just seen it. */
    public static void sayWhatNext(PrintWriter messages) {
        messages.println();
        messages.println("Next, a fact of your own choice, or a real model:");
        messages.println("  engram trace --prompt \"The capital of France is\" --subject France");
        messages.println("  engram models pull gpt2");
        messages.println(
                "  engram trace --model gpt2 --prompt \"The Space Needle is in the city of\" --subject \"Space Needle\"");
    }

    private static Prompt prompt(BundledFacts bundled, Shown shown) {
        Fact fact = bundled.facts().stream()
                .filter(known -> known.relation().equals(shown.relation)
                        && known.subject().equals(shown.subject))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(shown + " is none of the bundled facts"));
        return bundled.relationOf(fact).trainingTemplates().get(0).fill(fact.subject());
    }

    private record Shown(String relation, String subject) {}
}
