package dev.engram.cli.model;

import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.ModelJson;
import dev.engram.models.catalog.ListedModel;
import dev.engram.models.catalog.ModelInventory;
import dev.engram.models.files.ByteSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram models list}: which models there are, and which of them are here. */
@Command(
        name = "list",
        description =
                "Lists the models that come with Engram, those with a short name, and all others in the Hugging Face "
                        + "cache. Downloads are sizes of what 'engram models pull' fetches, rounded.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram models list", "  engram models list --json"})
public final class ModelsListCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Option(names = "--json", description = "Print one JSON object: models.")
    private boolean json;

    private record ModelJson(
            String name,
            String where,
            @Nullable String id,
            @Nullable Long downloadBytes,
            @Nullable String licence,
            @Nullable String modelType,
            boolean supported) {

        static ModelJson of(ListedModel model) {
            ByteSize download = model.download();
            return new ModelJson(
                    model.name(),
                    model.place().label(),
                    model.id(),
                    download == null ? null : download.bytes(),
                    model.licence(),
                    model.modelType(),
                    model.unsupportedType().isEmpty());
        }
    }

    private record ModelsJson(List<ModelJson> models) {}

    public ModelsListCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        List<ListedModel> models = new ModelInventory(engram.models().places()).list();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(
                    new ModelsJson(models.stream().map(ModelJson::of).toList())));
        } else {
            print(out, models);
        }
        return 0;
    }

    private static void print(PrintWriter out, List<ListedModel> models) {
        int width =
                models.stream().mapToInt(model -> model.name().length()).max().orElse(0);
        String format = "%-" + Math.max(width, 4) + "s  %-8s  %8s  %-10s  %s";
        out.println(row(format, "name", "where", "download", "licence", "note"));
        for (ListedModel model : models) {
            out.println(row(
                    format,
                    model.name(),
                    model.place().label(),
                    shown(model.download()),
                    shown(model.licence()),
                    model.unsupportedType()
                            .map(type -> "type " + type + " is not supported yet")
                            .orElse("")));
        }
    }

    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
