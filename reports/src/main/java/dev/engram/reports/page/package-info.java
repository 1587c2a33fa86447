/**
 * HTML pages, each one file that asks for nothing else. Begin with {@link dev.engram.reports.page.ReportPage}; the templates in {@code src/main/jte} are compiled into this package at build time.
 */
@NullMarked
package dev.engram.reports.page;

import org.jspecify.annotations.NullMarked;
