/** What commands need to speak to people: how wide the terminal is, progress, counted words. Start with {@link dev.engram.cli.terminal.TerminalSettings}. */
@NullMarked
package dev.engram.cli.terminal;

import org.jspecify.annotations.NullMarked;
