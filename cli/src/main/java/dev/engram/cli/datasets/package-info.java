/** {@code engram datasets}: known data sets, looked at, converted and sampled. Start with {@link dev.engram.cli.datasets.DatasetsCommand}. */
@NullMarked
package dev.engram.cli.datasets;

import org.jspecify.annotations.NullMarked;
