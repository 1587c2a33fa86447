package dev.engram.cli.model;

import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.JsonLine;
import dev.engram.models.SiteKind;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.TensorInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram inspect}: what a model's files hold, without loading them. */
@Command(
        name = "inspect",
        description =
                "Shows what was understood of a model's files: architecture, sizes, number types, sites, memory needed.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram inspect --model gpt2", "  engram inspect --model model.gguf --json"})
public final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /**
     * What is shown.
     *
     * @param headNorms whether each query and key head has a norm of its own
     * @param windows for each layer the positions that a query sees, its own the last; absent where it sees all before
     * @param mlp absent in models without
     * @param biases the linear maps that add one
     * @param elementTypes parameters by how they are stored
     * @param memoryBytes of the weights once loaded, in float32
     * @param sites the kinds of site; blocks.N.KIND for each layer N, and embed
     */
    private record Inspection(
            String name,
            String sha256,
            String family,
            int layers,
            int width,
            int heads,
            int keyValueHeads,
            int headWidth,
            boolean headNorms,
            List<Optional<Integer>> windows,
            Optional<Mlp> mlp,
            List<String> biases,
            String normalization,
            String positions,
            String topology,
            int vocabulary,
            int contextLength,
            boolean tiedUnembedding,
            long parameters,
            Map<String, Long> elementTypes,
            long memoryBytes,
            List<String> sites) {}

    private record Mlp(int width, String activation, boolean gated) {
        String text() {
            return "width " + width + ", " + activation + (gated ? ", gated" : "");
        }
    }

    @Override
    public Integer call() throws IOException {
        try (ModelFiles files = model.open()) {
            Inspection inspection = inspect(files);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonLine.of(inspection));
            } else {
                print(out, inspection);
            }
            return 0;
        }
    }

    private static Inspection inspect(ModelFiles files) throws IOException {
        ModelSpec model = files.weights().spec();
        Map<String, Long> types = new TreeMap<>();
        for (TensorInfo tensor : files.checkpoint().tensors().values()) {
            types.merge(tensor.type().name(), tensor.elements(), Long::sum);
        }
        long parameters = types.values().stream().mapToLong(Long::longValue).sum();
        ModelFingerprint fingerprint = files.fingerprint();
        return new Inspection(
                files.name(),
                fingerprint.sha256(),
                model.family(),
                model.layers(),
                model.width(),
                model.attention().heads(),
                model.attention().keyValueHeads(),
                model.attention().headWidth(),
                model.attention().headNorms(),
                model.visibility().stream().map(InspectCommand::window).toList(),
                model.mlp().map(mlp -> new Mlp(mlp.width(), lower(mlp.activation()), mlp.gated())),
                biases(files.weights()),
                lower(model.normalization().kind()),
                model.positions().toString(),
                lower(model.topology()),
                model.vocabulary(),
                model.contextLength(),
                model.tied(),
                parameters,
                types,
                parameters * Float.BYTES,
                files.siteKinds().stream().map(SiteKind::label).toList());
    }

    private static Optional<Integer> window(Visibility visibility) {
        return visibility instanceof Visibility.Windowed windowed ? Optional.of(windowed.size()) : Optional.empty();
    }

    /** Of the first block, which all others are like, and of the unembedding. */
    private static List<String> biases(DecoderWeights weights) {
        BlockWeights block = weights.blocks().get(0);
        Map<String, LinearWeights> maps = new LinkedHashMap<>();
        maps.put("query", block.query());
        maps.put("key", block.key());
        maps.put("value", block.value());
        maps.put("attention output", block.attentionOutput());
        block.mlp().ifPresent(mlp -> {
            mlp.gate().ifPresent(gate -> maps.put("MLP gate", gate));
            maps.put("MLP input", mlp.input());
            maps.put("MLP output", mlp.output());
        });
        maps.put("unembedding", weights.unembedding());
        maps.values().removeIf(map -> map.bias().isEmpty());
        return List.copyOf(maps.keySet());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void print(PrintWriter out, Inspection model) {
        line(out, "model", model.name() + "  (sha256 " + model.sha256().substring(0, 12) + ")");
        line(out, "family", model.family() + ", " + model.topology() + " blocks");
        line(out, "layers", model.layers() + " of width " + model.width());
        line(
                out,
                "attention",
                model.heads() + " heads of width " + model.headWidth() + ", " + model.keyValueHeads()
                        + " for keys and values" + (model.headNorms() ? ", each query and key head normed" : ""));
        line(out, "sees", sight(model.windows()));
        line(out, "MLP", model.mlp().map(Mlp::text).orElse("none"));
        line(out, "biases", model.biases().isEmpty() ? "none" : String.join(", ", model.biases()));
        line(out, "norm", model.normalization());
        line(out, "positions", model.positions() + ", up to " + model.contextLength());
        line(
                out,
                "vocabulary",
                model.vocabulary() + " tokens, unembedding " + (model.tiedUnembedding() ? "tied" : "separate"));
        line(out, "parameters", String.format(Locale.ROOT, "%,d", model.parameters()));
        model.elementTypes()
                .forEach((type, count) -> line(out, "  as " + type, String.format(Locale.ROOT, "%,d", count)));
        line(out, "memory", String.format(Locale.ROOT, "%.2f GiB of weights in float32", model.memoryBytes() / 0x1p30));
        line(
                out,
                "sites",
                "embed; blocks.0 to blocks." + (model.layers() - 1) + " with "
                        + String.join(
                                ", ", model.sites().subList(1, model.sites().size())));
    }

    private static String sight(List<Optional<Integer>> windows) {
        if (windows.stream().allMatch(Optional::isEmpty)) {
            return "all positions before";
        }
        List<String> layers = new ArrayList<>();
        for (int layer = 0; layer < windows.size(); layer++) {
            if (windows.get(layer).isPresent()) {
                layers.add(String.valueOf(layer));
            }
        }
        int size = windows.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        return "the last " + size + " positions"
                + (layers.size() == windows.size()
                        ? ""
                        : " in layers " + String.join(", ", layers) + ", all before in the others");
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
}
