/** Models on disk: found, opened, fingerprinted, loaded. Start with {@link dev.engram.models.files.ModelFiles}. */
@NullMarked
package dev.engram.models.files;

import org.jspecify.annotations.NullMarked;
