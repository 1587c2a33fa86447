package dev.engram.editing.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.editing.settings.KnownSettings.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

    private final List<Entry> entries = KnownSettings.load().entries();

    @Test
    void every_entry_changes_layers_that_its_model_has() {
        assertThat(entries)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.settings().layers())
                        .as(entry.model())
                        .allMatch(layer -> layer < entry.layers()));
    }

    @Test
    void there_is_one_entry_for_a_model_and_a_method() {
        assertThat(entries)
                .extracting(entry -> List.of(
                        entry.family(),
                        entry.layers(),
                        entry.width(),
                        entry.vocabulary(),
                        entry.settings().method()))
                .doesNotHaveDuplicates();
    }

    @Test
    void settings_are_written_and_read_without_loss() {
        assertThat(entries)
                .allSatisfy(entry -> assertThat(SettingsJson.read(SettingsJson.write(entry.settings())))
                        .isEqualTo(entry.settings()));
    }

    @Test
    void gpt2_xl_has_the_published_settings_of_rome() {
        Entry xl = entries.stream()
                .filter(entry -> entry.model().equals("gpt2-xl")
                        && entry.settings().method().equals("rome"))
                .findFirst()
                .orElseThrow();

        EditorSettings.Rome rome = (EditorSettings.Rome) xl.settings();
        assertThat(rome.layer()).isEqualTo(17);
        assertThat(rome.covariance()).isTrue();
        assertThat(rome.value().clampFactor()).isEqualTo(4);
        assertThat(rome.value().steps()).isEqualTo(20);
    }

    @Test
    void what_is_missing_unknown_or_impossible_is_named() {
        String good = SettingsJson.write(entries.get(0).settings());

        assertThatThrownBy(() -> SettingsJson.read(good.replace("\"layer\":8,", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer");
        assertThatThrownBy(() -> SettingsJson.read(good.replace("{\"editor\"", "{\"speed\":1,\"editor\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed");
        assertThatThrownBy(() -> SettingsJson.read(good.replace("\"steps\":20", "\"steps\":0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps must be positive");
        assertThatThrownBy(() -> SettingsJson.read(good.replace("\"rome\"", "\"mend\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mend");
    }
}
