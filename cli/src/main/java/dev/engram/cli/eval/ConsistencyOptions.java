package dev.engram.cli.eval;

import dev.engram.cli.terminal.Count;
import dev.engram.datasets.benchmark.AttributeSnippets;
import dev.engram.datasets.benchmark.TargetIds;
import dev.engram.eval.metrics.TextConsistency;
import dev.engram.eval.metrics.text.TfIdfFiles;
import dev.engram.reports.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The reference's files by which a model's own texts are held against others about the new answer: all three, or none. */
final class ConsistencyOptions {

    @Option(
            names = "--snippets",
            required = true,
            paramLabel = "FILE",
            description =
                    "Texts by relation and target (rome's attribute_snippets.json), which what the model writes about"
                            + " an edited subject is held against.")
    private Path snippets = Path.of("");

    @Option(
            names = "--tfidf-vocabulary",
            required = true,
            paramLabel = "FILE",
            description = "The words of the comparison, with their places in --idf (rome's tfidf_vocab.json).")
    private Path vocabulary = Path.of("");

    @Option(
            names = "--idf",
            required = true,
            paramLabel = "FILE",
            description = "The words' inverse document frequencies (rome's idf.npy).")
    private Path frequencies = Path.of("");

    /**
     * The comparison for some records.
     *
     * @param targets of each record, by its id
     * @param err where it is said how many of the records have texts to be held against
     * @throws IllegalArgumentException if none has
     */
    Consistency read(Map<String, Optional<TargetIds>> targets, PrintWriter err) throws IOException {
        HashSet<TargetIds> wanted = new HashSet<>();
        targets.values().forEach(target -> target.ifPresent(wanted::add));
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "--snippets is given, and no record names the relation and target by which texts are found, as"
                            + " CounterFact's do");
        }
        Map<TargetIds, List<String>> texts = AttributeSnippets.read(snippets, wanted);
        Map<String, List<String>> references = new HashMap<>();
        targets.forEach((record, target) -> target.map(texts::get).ifPresent(found -> references.put(record, found)));
        if (references.isEmpty()) {
            throw new IllegalArgumentException(snippets + " has texts of none of the " + targets.size()
                    + " records' targets; it belongs to another data set");
        }
        if (references.size() < targets.size()) {
            err.println("note: " + VisibleText.line(snippets.toString()) + " has texts of the targets of "
                    + references.size() + " of " + Count.of(targets.size(), "record"));
        }
        return new Consistency(
                new TextConsistency(TfIdfFiles.read(frequencies, vocabulary), references),
                List.of(FileJson.of(snippets), FileJson.of(vocabulary), FileJson.of(frequencies)));
    }

    /**
     * The comparison.
     *
     * @param files that it is made of
     */
    record Consistency(TextConsistency metric, List<FileJson> files) {}
}
