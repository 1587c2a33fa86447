package dev.engram.editing.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What people may get wrong in a file of settings is said in their terms, by name and value. */
class SettingsJsonTest {

    private static final String TUNING =
            "{\"editor\": \"fine-tuning\", \"layer\": 1, \"steps\": 2, \"learningRate\": 0.001, \"earlyStop\": 0, \"largestChange\": null}";
    private static final String MEMIT =
            "{\"editor\": \"memit\", \"layers\": [1, 2], \"contexts\": {\"prefixes\": [], \"samples\": [{\"count\": 5, \"tokens\": 10}], \"seed\": 1}, "
                    + "\"value\": {\"steps\": 25, \"learningRate\": 0.5, \"weightDecay\": 0.001, \"klFactor\": 0.0625, \"clampFactor\": 4, "
                    + "\"earlyStop\": 0.05, \"decayForm\": \"OVER_SQUARED_NORM\", \"klPlace\": \"SUBJECT_LAST\", "
                    + "\"klDirection\": \"NOW_FROM_BEFORE\"}, \"lambda\": 200}";

    private static void assertRefused(String json, String problem) {
        assertThatThrownBy(() -> SettingsJson.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no settings of an editor: " + problem);
    }

    @Test
    void a_setting_that_is_optional_may_be_null_and_whole_numbers_stand_for_others() {
        EditorSettings.FineTuning tuning = (EditorSettings.FineTuning) SettingsJson.read(TUNING);

        assertThat(tuning.largestChange()).isEqualTo(OptionalDouble.empty());
        assertThat(((EditorSettings.Memit) SettingsJson.read(MEMIT)).lambda()).isEqualTo(200);
    }

    @Test
    void a_text_that_is_no_object_is_refused_as_a_whole() {
        assertRefused("null", "it is null");
        assertRefused("{}", "the setting 'editor' is missing");
        assertRefused("[]", "the whole must be an object");
        assertRefused("[" + TUNING + "]", "the whole must be an object");
        assertRefused("", "the whole must be an object");
        assertRefused("hello", "it is no JSON, line 1, column 1");
        assertRefused(TUNING.substring(0, 30), "it is no JSON, line 1, column 31");
        assertRefused(TUNING + TUNING, "the whole must be an object");
    }

    @Test
    void a_text_without_end_is_refused_before_the_stack_is_gone() {
        assertThatThrownBy(() -> SettingsJson.read(MEMIT.replace("[1, 2]", "[".repeat(100_000))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no settings of an editor: ");
    }

    @Test
    void an_editor_that_there_is_not_is_refused_with_those_that_there_are() {
        assertRefused(
                TUNING.replace("fine-tuning", "magic"),
                "the editor 'magic' is none of [rome, emmet, memit, alphaedit, fine-tuning]");
    }

    @Test
    void settings_that_are_missing_unknown_or_twice_are_named() {
        assertRefused(TUNING.replace("\"steps\": 2, ", ""), "the setting 'steps' is missing");
        assertRefused(MEMIT.replace("\"klFactor\": 0.0625, ", ""), "the setting 'value.klFactor' is missing");
        assertThatThrownBy(() -> SettingsJson.read(TUNING.replace("\"steps\"", "\"stepz\": 3, \"steps\"")))
                .hasMessageContaining("there is no setting 'stepz'; there are [")
                .hasMessageContaining("learningRate");
        assertThatThrownBy(() -> SettingsJson.read(TUNING.replace("\"steps\"", "\"layer\": 3, \"steps\"")))
                .hasMessageContaining("a name is there twice, line 1");
    }

    @Test
    void values_of_another_kind_are_refused_with_the_kind_that_is_wanted() {
        assertRefused(TUNING.replace("\"layer\": 1", "\"layer\": \"one\""), "'layer' must be a whole number");
        assertRefused(TUNING.replace("\"layer\": 1", "\"layer\": 1.5"), "'layer' must be a whole number, not '1.5'");
        assertRefused(TUNING.replace("\"layer\": 1", "\"layer\": null"), "'layer' must be a whole number");
        assertRefused(TUNING.replace("\"earlyStop\": 0", "\"earlyStop\": \"0.1\""), "'earlyStop' must be a number");
        assertRefused(MEMIT.replace("[1, 2]", "null"), "'layers' must be a list");
        assertRefused(MEMIT.replace("[1, 2]", "[null]"), "'layers[0]' must be a whole number");
        assertRefused(MEMIT.replace("[1, 2]", "5"), "'layers' must be a list");
        assertRefused(
                MEMIT.replace("\"SUBJECT_LAST\"", "\"HERE\""),
                "'value.klPlace' must be one of [SUBJECT_LAST, TEXT_END], not 'HERE'");
        assertRefused(
                MEMIT.replace("\"SUBJECT_LAST\"", "1"),
                "'value.klPlace' must be one of [SUBJECT_LAST, TEXT_END], not '1'");
        assertRefused(
                MEMIT.replace("{\"count\": 5, \"tokens\": 10}", "null"), "'contexts.samples[0]' must be an object");
    }

    @Test
    void impossible_values_are_refused_by_the_settings_themselves() {
        assertRefused(
                TUNING.replace("\"learningRate\": 0.001", "\"learningRate\": -1"),
                "the learning rate must be positive, not -1.0");
        assertRefused(MEMIT.replace("\"steps\": 25", "\"steps\": 0"), "'value': steps must be positive, not 0.0");
        assertRefused(
                MEMIT.replace("[1, 2]", "[2, 1]"), "layers [2, 1]; they must ascend from 0 or more, at least one");
    }
}
