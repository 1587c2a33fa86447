package dev.engram.models.runtime;

import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The sites of a model, and how wide each is: the one table of both. */
public final class SiteInventory {

    private SiteInventory() {}

    /** The kinds that a model has, in the order of a pass. */
    public static List<SiteKind> kinds(ModelSpec spec) {
        return Stream.of(SiteKind.values())
                .filter(kind -> !isAbsent(kind, spec))
                .toList();
    }

    static List<Site> of(ModelSpec spec) {
        List<Site> sites = new ArrayList<>();
        sites.add(Site.embed());
        for (int layer = 0; layer < spec.layers(); layer++) {
            for (SiteKind kind : kinds(spec)) {
                if (kind != SiteKind.EMBED) {
                    sites.add(new Site(kind, layer));
                }
            }
        }
        return sites;
    }

    /** The heads of a site by head, 1 for any other. */
    static int heads(SiteKind kind, ModelSpec spec) {
        return switch (kind) {
            case ATTN_Q, ATTN_Z, ATTN_PATTERN -> spec.attention().heads();
            case ATTN_K, ATTN_V -> spec.attention().keyValueHeads();
            default -> 1;
        };
    }

    static boolean isByHead(SiteKind kind) {
        return switch (kind) {
            case ATTN_Q, ATTN_K, ATTN_V, ATTN_Z, ATTN_PATTERN -> true;
            default -> false;
        };
    }

    /** Entries of one position at a site, of one head for a site by head; patterns have one for each key and are not asked for. */
    static int width(SiteKind kind, ModelSpec spec) {
        return switch (kind) {
            case ATTN_Q, ATTN_K, ATTN_V, ATTN_Z -> spec.attention().headWidth();
            case MLP_PRE, MLP_POST -> spec.mlp().orElseThrow().width();
            case ATTN_PATTERN -> throw new IllegalArgumentException("a pattern is as wide as its keys");
            default -> spec.width();
        };
    }

    /** Refuses a site that the model does not have. */
    static void require(Site site, ModelSpec spec) {
        if (site.layer() >= spec.layers()) {
            throw new IllegalArgumentException(
                    site + " does not exist: the model has layers 0 to " + (spec.layers() - 1));
        }
        if (isAbsent(site.kind(), spec)) {
            throw new IllegalArgumentException(site + " does not exist: the blocks of " + spec.family()
                    + (spec.topology() == Topology.PARALLEL
                            ? " are parallel, with no residual between attention and MLP"
                            : " have no MLP"));
        }
    }

    private static boolean isAbsent(SiteKind kind, ModelSpec spec) {
        return switch (kind) {
            case RESID_MID -> spec.topology() != Topology.SEQUENTIAL;
            case MLP_PRE, MLP_POST, MLP_OUT -> spec.topology() == Topology.ATTENTION_ONLY;
            default -> false;
        };
    }
}
