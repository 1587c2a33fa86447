/**
 * Activation patching between two prompts of equally many tokens: one run's values put into the other, place by place (Zhang and Nanda 2024,
 * Heimersheim and Nanda 2024). Begin with {@link dev.engram.tracing.patching.ActivationPatcher}.
 */
@NullMarked
package dev.engram.tracing.patching;

import org.jspecify.annotations.NullMarked;
