package dev.engram.cli.call;

import dev.engram.datasets.BadRecord;
import dev.engram.reports.VisibleText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Messages about the records of a file: as many as can be read, the rest counted. */
public final class RecordMessages {

    private static final int MOST = 5;

    private final Path file;
    private final PrintWriter err;

    public RecordMessages(Path file, PrintWriter err) {
        this.file = file;
        this.err = err;
    }

    public void leftOut(List<BadRecord> skipped) {
        print("left out: ", skipped.stream().map(BadRecord::message).toList());
    }

    public void warnings(List<String> messages) {
        print("warning: ", messages);
    }

    private void print(String kind, List<String> messages) {
        messages.stream().limit(MOST).forEach(message -> err.println(kind + VisibleText.line(message)));
        if (messages.size() > MOST) {
            err.println(kind + "... and " + (messages.size() - MOST) + " more; 'engram datasets check " + file
                    + "' lists them");
        }
    }
}
