/**
 * Models fetched from a hub, into the cache that the hub's own tools keep. Nothing here runs unless it is asked to. Start with
 * {@link dev.engram.models.hub.HubClient}.
 */
@NullMarked
package dev.engram.models.hub;

import org.jspecify.annotations.NullMarked;
