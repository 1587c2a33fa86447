package dev.engram.cli;

import dev.engram.reports.page.ReportPage;
import dev.engram.reports.page.ReportPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram report}: results that were kept, as one page. */
@Command(
        name = "report",
        description =
                "Puts results into one HTML file that asks for nothing else: figures, tables, every number to download, and how each was "
                        + "made. Results are folders of 'engram trace --prompts', 'eval', 'edit sweep' and 'study', files of 'engram trace "
                        + "--json', and the .json beside an edit of 'engram edit --out'.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram report runs/trace-known --out report.html",
            "  engram report runs/trace-known runs/cf100 paris.json --title \"What was tried\" --out report.html"
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(arity = "1..*", paramLabel = "RESULT", description = "Folders and files of results, in this order.")
    private List<Path> results = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The HTML file to write.")
    private Path out = Path.of("");

    @Option(names = "--title", paramLabel = "TEXT", description = "What the page is called.")
    private @Nullable String title;

    @Mixin
    private PoolingOption pooling = new PoolingOption();

    @Override
    public Integer call() throws IOException {
        AtomicFile.requireWritable(out);
        List<ReportPart> parts = new ArrayList<>();
        for (Path result : results) {
            parts.add(KeptResult.read(result, pooling.settings()).part());
        }
        AtomicFile.write(out, page(parts));
        spec.commandLine().getErr().println("wrote " + out);
        return 0;
    }

    private String page(List<ReportPart> parts) {
        if (title == null && parts.size() == 1) {
            return ReportPage.render(parts.get(0));
        }
        return ReportPage.render(title == null ? "Report on " + parts.size() + " results" : title, parts);
    }
}
