/**
 * Results as tables, and tables as text: {@link dev.engram.reports.table.CsvTable} for programs, {@link dev.engram.reports.table.MarkdownTable} and
 * {@link dev.engram.reports.table.LatexTable} for people. Begin with {@link dev.engram.reports.table.Table}.
 */
@NullMarked
package dev.engram.reports.table;

import org.jspecify.annotations.NullMarked;
