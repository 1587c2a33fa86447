package dev.engram.cli.datasets;

import dev.engram.cli.call.BundledDataset;
import dev.engram.cli.call.DatasetPlaces;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.kept.JsonLine;
import dev.engram.datasets.benchmark.KnownDataset;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram datasets list}: the data sets with a name, and which of them are here. */
@Command(
        name = "list",
        description =
                "Lists the data sets with a name, their forms, addresses and licences, and which are here. Only the bundled model's "
                        + "own, demo, comes with Engram; the others can be pulled.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram datasets list", "  engram datasets list --json"})
public final class DatasetsListCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Option(names = "--json", description = "Print one JSON object: datasets.")
    private boolean json;

    private record DatasetJson(
            String name,
            String form,
            String address,
            String licence,
            boolean here,
            @Nullable String file) {}

    private record DatasetsJson(List<DatasetJson> datasets) {}

    public DatasetsListCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DatasetPlaces places = engram.models().datasets();
        DatasetJson own = new DatasetJson(BundledDataset.NAME, BundledDataset.FORM, "-", "as Engram's", true, null);
        Stream<DatasetJson> known = KnownDataset.all().stream()
                .map(dataset -> new DatasetJson(
                        dataset.name(),
                        dataset.form(),
                        dataset.address().toString(),
                        dataset.licence(),
                        places.isHere(dataset),
                        places.isHere(dataset)
                                ? places.file(dataset).toAbsolutePath().toString()
                                : null));
        List<DatasetJson> datasets = Stream.concat(Stream.of(own), known).toList();
        if (json) {
            out.println(JsonLine.of(new DatasetsJson(datasets)));
            return 0;
        }
        String format = "%-" + width(datasets, DatasetJson::name) + "s  %-" + width(datasets, DatasetJson::form)
                + "s  %-8s  %-" + width(datasets, DatasetJson::licence) + "s  %s";
        out.println(String.format(Locale.ROOT, format, "name", "form", "where", "licence", "address"));
        for (DatasetJson dataset : datasets) {
            out.println(String.format(
                    Locale.ROOT,
                    format,
                    dataset.name,
                    dataset.form,
                    dataset.here ? "here" : "not here",
                    dataset.licence,
                    dataset.address));
        }
        return 0;
    }

    private static int width(List<DatasetJson> datasets, Function<DatasetJson, String> column) {
        return datasets.stream().map(column).mapToInt(String::length).max().orElse(1);
    }
}
