/** The transformer runtime: models opened from files, run with captures and interventions. */
@NullMarked
package dev.engram.models;

import org.jspecify.annotations.NullMarked;
