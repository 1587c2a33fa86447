package dev.engram.cli.kept;

import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.reports.page.ReportPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** A result that an earlier command kept, read again to be shown: a folder of a run, or a file of traces or of an edit. */
public interface KeptResult {

    /** What the commands that keep results are, for messages. */
    String KINDS = "results are folders of 'engram trace --prompts', 'eval', 'edit sweep' and 'study', "
            + "files of 'engram trace --json', and the .json beside an edit of 'engram edit --out'";

    /**
     * What a page shows of it.
     *
     * @throws IllegalArgumentException if there is nothing to show yet
     */
    ReportPart part();

    /**
     * Writes its figures and tables.
     *
     * @param facts the numbers of the traced facts that get figures of their own, from 0; none where nothing is said
     */
    void figures(FigureFiles files, List<Integer> facts) throws IOException;

    /** Prints it for people. */
    void print(PrintWriter out, TerminalSettings terminal);
}
