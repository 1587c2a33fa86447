package dev.engram.cli.edit;

import dev.engram.cli.terminal.ProgressLine;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditProgress.Phase;
import dev.engram.eval.EditTrial;

/** How far edits have come, as a bar over all of them; nearly all of their time goes into steps by gradient. */
final class EditProgressLine implements EditTrial.Listener, AutoCloseable {

    private static final int PARTS = 1000;

    private final ProgressLine line;

    EditProgressLine(TerminalSettings terminal) {
        this.line = new ProgressLine("editing", terminal);
    }

    @Override
    public EditProgress edit(int number, int ofEdits) {
        return (phase, done, total) -> {
            double share = phase == Phase.STEPS ? (double) done / total : phase == Phase.SOLVING ? 1 : 0;
            line.advance(Math.round(PARTS * (number - 1 + share)), (long) PARTS * ofEdits);
        };
    }

    @Override
    public void close() {
        line.close();
    }
}
