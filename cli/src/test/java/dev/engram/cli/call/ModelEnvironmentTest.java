package dev.engram.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelEnvironmentTest {

    @Test
    void caches_lie_where_the_environment_says() {
        assertThat(new ModelEnvironment(Map.of("HF_HUB_CACHE", "/a", "HF_HOME", "/b")).hubFolder())
                .isEqualTo(Path.of("/a"));
        assertThat(new ModelEnvironment(Map.of("HF_HOME", "/b")).hubFolder()).isEqualTo(Path.of("/b/hub"));
        ModelEnvironment xdg = new ModelEnvironment(Map.of("XDG_CACHE_HOME", "/c"));
        assertThat(xdg.hubFolder()).isEqualTo(Path.of("/c/huggingface/hub"));
        assertThat(xdg.engramCache()).isEqualTo(Path.of("/c/engram"));
        Path home = Path.of(System.getProperty("user.home"));
        assertThat(new ModelEnvironment(Map.of()).engramCache()).isEqualTo(home.resolve(".cache/engram"));
    }
}
