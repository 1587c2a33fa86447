/** {@code engram report} and {@code engram show}: results of any command shown again. Start with {@link dev.engram.cli.report.ReportCommand}. */
@NullMarked
package dev.engram.cli.report;

import org.jspecify.annotations.NullMarked;
