package dev.engram.cli.report;

import dev.engram.cli.call.PoolingOption;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.terminal.Count;
import dev.engram.reports.page.ReportPage;
import dev.engram.reports.page.ReportPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram report}: results that were kept, as one page, or as figures and tables for a paper. */
@Command(
        name = "report",
        description =
                "Puts results into one HTML file that asks for nothing else: figures, tables, every number to download, and how each was "
                        + "made; or writes their figures and tables as files. Results are folders of 'engram trace --prompts', 'eval', "
                        + "'edit sweep' and 'study', files of 'engram trace --json', and the .json beside an edit of 'engram edit --out'.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram report runs/trace-known --out report.html",
            "  engram report runs/trace-known runs/cf100 paris.json --title \"What was tried\" --out report.html",
            "  engram report runs/trace-known --figures figures --theme paper --width 14cm"
        })
public final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(arity = "1..*", paramLabel = "RESULT", description = "Folders and files of results, in this order.")
    private List<Path> results = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The HTML file to write.")
    private @Nullable Path out;

    @Option(names = "--title", paramLabel = "TEXT", description = "What the page is called.")
    private @Nullable String title;

    @Mixin
    private FigureOptions figures = new FigureOptions();

    @Mixin
    private PoolingOption pooling = new PoolingOption();

    @Override
    public Integer call() throws IOException {
        Optional<FigureFiles> files = figures.files();
        if (out == null && files.isEmpty()) {
            throw new IllegalArgumentException("name a page with --out, or a folder for figures with --figures");
        }
        if (out == null && title != null) {
            throw new IllegalArgumentException("--title is a page's; name the page with --out");
        }
        if (out != null) {
            AtomicFile.requireWritable(out);
        }
        List<KeptResult> read = new ArrayList<>();
        for (Path result : results) {
            read.add(KeptResults.read(result, pooling.settings()));
        }
        if (out != null) {
            AtomicFile.write(out, page(read.stream().map(KeptResult::part).toList()));
            spec.commandLine().getErr().println("wrote " + out);
        }
        if (files.isPresent()) {
            write(read, files.get());
        }
        return 0;
    }

    private String page(List<ReportPart> parts) {
        if (title == null && parts.size() == 1) {
            return ReportPage.render(parts.get(0));
        }
        return ReportPage.render(title == null ? "Report on " + parts.size() + " results" : title, parts);
    }

    /** Figures of one result go into the folder; of several, each into one of its own there, by its number and name. */
    private void write(List<KeptResult> read, FigureFiles files) throws IOException {
        int written = 0;
        for (int i = 0; i < read.size(); i++) {
            FigureFiles own = read.size() == 1
                    ? files
                    : files.within((i + 1) + "-"
                            + results.get(i).toAbsolutePath().normalize().getFileName());
            read.get(i).figures(own, figures.facts());
            written += own.written();
        }
        spec.commandLine().getErr().println("wrote " + Count.of(written, "file") + " to " + files.folder());
    }
}
