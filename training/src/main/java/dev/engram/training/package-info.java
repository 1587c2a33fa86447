/**
 * Trains the bundled models: vocabulary, sequences, gradients, checkpoints, and the Hugging Face directory at the end. Start with
 * {@link dev.engram.training.TrainingRun}; nothing else depends on this module.
 */
@NullMarked
package dev.engram.training;

import org.jspecify.annotations.NullMarked;
