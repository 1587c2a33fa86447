/** The search for settings that suit a model. Start with {@link dev.engram.eval.sweep.SettingsSweep}. */
@NullMarked
package dev.engram.eval.sweep;

import org.jspecify.annotations.NullMarked;
