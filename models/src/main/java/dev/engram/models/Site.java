package dev.engram.models;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named place in a forward pass where activations can be read and changed.
 *
 * <p>Prints as {@code blocks.5.mlp.out}, or {@code embed}; {@link #parse} also takes the names of TransformerLens
 * ({@code blocks.5.hook_mlp_out}, {@code blocks.5.attn.hook_z}) and of the Hugging Face models' modules
 * ({@code transformer.h.5.mlp}), which ROME's code uses.
 *
 * @param layer 0-based; 0 for {@link SiteKind#EMBED}, which belongs to no block
 */
public record Site(SiteKind kind, int layer) implements Comparable<Site> {

    private static final Pattern OWN = Pattern.compile("blocks\\.(\\d{1,6})\\.([a-z]+\\.[a-z]+)");
    private static final Pattern TRANSFORMER_LENS =
            Pattern.compile("blocks\\.(\\d{1,6})\\.(?:(attn|mlp)\\.)?hook_([a-z_]+)");
    private static final Pattern ROME = Pattern.compile(
            "(?:transformer\\.h|model\\.layers|gpt_neox\\.layers)\\.(\\d{1,6})(?:\\.(attn|self_attn|attention|mlp))?");

    public Site {
        if (layer < 0 || (kind == SiteKind.EMBED && layer != 0)) {
            throw new IllegalArgumentException("there is no " + kind + " at layer " + layer);
        }
    }

    public static Site embed() {
        return new Site(SiteKind.EMBED, 0);
    }

    /**
     * The site of a name.
     *
     * @throws IllegalArgumentException if it names none; the message lists the kinds
     */
    public static Site parse(String name) {
        if (name.equals("embed")
                || name.equals("hook_embed")
                || name.equals("transformer.wte")
                || name.equals("model.embed_tokens")
                || name.equals("gpt_neox.embed_in")) {
            return embed();
        }
        Matcher own = OWN.matcher(name);
        if (own.matches()) {
            return new Site(SiteKind.parse(own.group(2)), Integer.parseInt(own.group(1)));
        }
        Matcher lens = TRANSFORMER_LENS.matcher(name);
        if (lens.matches()) {
            String module = lens.group(2) == null ? "" : lens.group(2) + ".";
            String label = (module + lens.group(3)).replace('_', '.');
            return new Site(SiteKind.parse(label), Integer.parseInt(lens.group(1)));
        }
        Matcher rome = ROME.matcher(name);
        if (rome.matches()) {
            SiteKind kind = rome.group(2) == null
                    ? SiteKind.RESID_POST
                    : rome.group(2).equals("mlp") ? SiteKind.MLP_OUT : SiteKind.ATTN_OUT;
            return new Site(kind, Integer.parseInt(rome.group(1)));
        }
        throw new IllegalArgumentException("'" + name
                + "' names no site; sites are embed and blocks.N.KIND with KIND one of " + SiteKind.labels());
    }

    @Override
    public int compareTo(Site other) {
        int byLayer = Integer.compare(layer, other.layer);
        return byLayer != 0 ? byLayer : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
        return kind == SiteKind.EMBED ? "embed" : "blocks." + layer + "." + kind.label();
    }
}
