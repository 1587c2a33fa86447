/** Keeps DJL off the network. */
@NullMarked
package dev.engram.models.offline;

import org.jspecify.annotations.NullMarked;
