package dev.engram.models.runtime;

import dev.engram.models.Site;
import dev.engram.models.engine.Tensor;
import java.util.Set;

/** What is made of the activations at some sites while a pass goes by. */
interface SiteReader {

    Set<Site> sites();

    /** Reads a site's tensor, which stays the pass's. */
    void read(Site site, Tensor tensor, RowLayout rows);
}
