package dev.engram.models.offline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Utils;
import java.io.IOException;
import java.net.URI;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DjlSettingsTest {

    @BeforeEach
    void apply() {
        DjlSettings.apply();
        DjlSettings.apply();
    }

    @Test
    void djl_reports_nothing_to_its_makers() {
        assertThat(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }

    @Test
    void djl_opens_no_address() {
        assertThat(Utils.isOfflineMode()).isTrue();
        Assertions.assertThatThrownBy(
                        () -> Utils.openUrl(URI.create("http://localhost:9/").toURL()))
                .isInstanceOf(IOException.class)
                .hasMessage("Offline mode is enabled.");
    }

    @Test
    void the_tokenizers_library_of_the_class_path_is_taken() {
        assertThat(Utils.getEnvOrSystemProperty("RUST_FLAVOR")).isEqualTo("cpu");
    }
}
