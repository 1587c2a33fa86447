/** Whether an edited model is still sound. Start with {@link dev.engram.eval.health.HealthProbe}. */
@NullMarked
package dev.engram.eval.health;

import org.jspecify.annotations.NullMarked;
