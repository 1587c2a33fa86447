package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {

    @ParameterizedTest
    @EnumSource(SiteKind.class)
    void what_is_printed_parses_to_the_same_site(SiteKind kind) {
        Site site = new Site(kind, kind == SiteKind.EMBED ? 0 : 5);

        assertThat(Site.parse(site.toString())).isEqualTo(site);
    }

    @ParameterizedTest
    @CsvSource({
        "hook_embed, embed",
        "blocks.5.hook_resid_pre, blocks.5.resid.pre",
        "blocks.5.hook_resid_mid, blocks.5.resid.mid",
        "blocks.5.hook_mlp_out, blocks.5.mlp.out",
        "blocks.5.hook_attn_out, blocks.5.attn.out",
        "blocks.5.attn.hook_z, blocks.5.attn.z",
        "blocks.5.attn.hook_pattern, blocks.5.attn.pattern",
        "blocks.5.mlp.hook_post, blocks.5.mlp.post",
        "transformer.wte, embed",
        "transformer.h.17, blocks.17.resid.post",
        "transformer.h.17.mlp, blocks.17.mlp.out",
        "transformer.h.17.attn, blocks.17.attn.out",
        "model.layers.3.self_attn, blocks.3.attn.out",
        "gpt_neox.embed_in, embed",
        "gpt_neox.layers.3, blocks.3.resid.post",
        "gpt_neox.layers.3.attention, blocks.3.attn.out",
        "gpt_neox.layers.3.mlp, blocks.3.mlp.out"
    })
    void names_of_other_tools_are_understood(String alias, String own) {
        assertThat(Site.parse(alias)).hasToString(own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "blocks.5",
                "blocks.x.mlp.out",
                "blocks.5.mlp.outer",
                "blocks.5.hook_scale",
                "blocks.9999999.mlp.out"
            })
    void a_name_of_nothing_is_refused_with_the_kinds(String name) {
        assertThatThrownBy(() -> Site.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mlp.post");
    }

    @Test
    void the_embedding_belongs_to_no_block() {
        assertThatThrownBy(() -> new Site(SiteKind.EMBED, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
