/** Forward passes over an engine: batches, sites, caches. Internal to the models module: use {@link dev.engram.models.SiteModel}. */
@NullMarked
package dev.engram.models.runtime;

import org.jspecify.annotations.NullMarked;
