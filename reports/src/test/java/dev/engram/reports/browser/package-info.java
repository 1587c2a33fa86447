/** Pages in a real browser. */
@NullMarked
package dev.engram.reports.browser;

import org.jspecify.annotations.NullMarked;
