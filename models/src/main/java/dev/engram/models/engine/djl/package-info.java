/** The engine on PyTorch by DJL. The only package that touches DJL's tensors. */
@NullMarked
package dev.engram.models.engine.djl;

import org.jspecify.annotations.NullMarked;
