package dev.engram.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error with the time left; silent where nobody watches. */
final class ProgressLine implements AutoCloseable {

    private final String task;
    private final TerminalSettings terminal;
    private @Nullable ProgressBar bar;

    ProgressLine(String task, TerminalSettings terminal) {
        this.task = task;
        this.terminal = terminal;
    }

    void advance(int done, int total) {
        if (!terminal.watched()) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setMaxRenderedLength(terminal.columns())
                    .clearDisplayOnFinish()
                    .build();
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
