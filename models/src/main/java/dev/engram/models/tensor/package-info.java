/** Numbers on the heap: what leaves the runtime. */
@NullMarked
package dev.engram.models.tensor;

import org.jspecify.annotations.NullMarked;
