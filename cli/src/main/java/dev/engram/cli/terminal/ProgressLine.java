package dev.engram.cli.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error with the time left; silent where nobody watches. */
public final class ProgressLine implements AutoCloseable {

    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    private final String task;
    private final TerminalSettings terminal;
    private final boolean bytes;
    private @Nullable ProgressBar bar;

    public ProgressLine(String task, TerminalSettings terminal) {
        this(task, terminal, false);
    }

    private ProgressLine(String task, TerminalSettings terminal, boolean bytes) {
        this.task = task;
        this.terminal = terminal;
        this.bytes = bytes;
    }

    /** A bar of bytes, with their rate. */
    public static ProgressLine ofBytes(String task, TerminalSettings terminal) {
        return new ProgressLine(task, terminal, true);
    }

    public void advance(long done, long total) {
        if (!terminal.watched()) {
            return;
        }
        if (bar == null) {
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setMaxRenderedLength(terminal.columns())
                    .clearDisplayOnFinish();
            if (bytes) {
                builder.setUnit("MB", BYTES_PER_MEGABYTE).showSpeed();
            }
            bar = builder.build();
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
