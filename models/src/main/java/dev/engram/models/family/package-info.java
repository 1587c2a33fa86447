/** The families of decoders, each as a description: from a configuration and the names of a checkpoint to sizes and roles. */
@NullMarked
package dev.engram.models.family;

import org.jspecify.annotations.NullMarked;
