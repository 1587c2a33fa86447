/** {@code engram study}: traces held against edits. Start with {@link dev.engram.cli.study.StudyCommand}. */
@NullMarked
package dev.engram.cli.study;

import org.jspecify.annotations.NullMarked;
