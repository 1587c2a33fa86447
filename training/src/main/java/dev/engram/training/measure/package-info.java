/** What a model that was trained on the bundled facts has learned: recall, and where tracing finds it. */
@NullMarked
package dev.engram.training.measure;

import org.jspecify.annotations.NullMarked;
