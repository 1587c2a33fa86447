/** What people see at a terminal: its width, progress, counted words. Start with {@link dev.engram.cli.terminal.TerminalSettings}. */
@NullMarked
package dev.engram.cli.terminal;

import org.jspecify.annotations.NullMarked;
