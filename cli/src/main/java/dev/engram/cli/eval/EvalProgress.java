package dev.engram.cli.eval;

import dev.engram.cli.terminal.ProgressLine;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditProgress.Phase;

/** How far an evaluation has come: in lines of its results, and within an edit in the steps of its search. */
final class EvalProgress implements AutoCloseable {

    private static final int PARTS = 1000;

    private final ProgressLine line;
    private final int lines;
    private int done;

    /** @param lines how many there will be */
    EvalProgress(int lines, TerminalSettings terminal) {
        this.lines = lines;
        this.line = new ProgressLine("evaluating", terminal);
    }

    /** Lines that were there before. */
    void start(int there) {
        done = there;
        show(0);
    }

    void advance(EvalLine written) {
        done++;
        show(0);
    }

    EditProgress edit() {
        return (phase, steps, total) -> show(phase == Phase.STEPS ? (double) steps / total : 0);
    }

    private void show(double share) {
        line.advance(Math.min(Math.round(PARTS * (done + share)), (long) PARTS * lines), (long) PARTS * lines);
    }

    @Override
    public void close() {
        line.close();
    }
}
