package dev.engram.cli.terminal;

import dev.engram.models.hub.PullListener;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A pull as its user sees it: a progress bar for each file, and what is to be said between them. */
public final class PullProgress implements PullListener, AutoCloseable {

    private final PrintWriter err;
    private final TerminalSettings terminal;
    private String fileName = "";
    private @Nullable ProgressLine line;

    public PullProgress(PrintWriter err, TerminalSettings terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void advance(String file, long doneBytes, long totalBytes) {
        if (line == null || !file.equals(fileName)) {
            close();
            fileName = file;
            line = ProgressLine.ofBytes(file, terminal);
        }
        line.advance(doneBytes, totalBytes);
    }

    @Override
    public void notice(String sentence) {
        close();
        err.println("engram: " + sentence);
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
            line = null;
        }
    }
}
