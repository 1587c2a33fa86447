package dev.engram.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.models.files.CachedRepository;
import dev.engram.models.files.HuggingFaceCache;
import dev.engram.models.hub.FakeHub.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from a hub that runs in this process: nothing here leaves the machine, and nothing waits. */
@Timeout(60)
class HubClientTest {

    private static final String ID = "org/tiny";
    private static final String CONFIG = "{\"model_type\": \"gpt2\"}";
    private static final String WEIGHTS = "model.safetensors";
    private static final String TOKEN = "hf_secret";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final PullListener SILENT = new Heard();

    @TempDir
    private Path folder;

    private final List<Duration> pauses = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private FakeHub hub;

    @SuppressWarnings("NullAway.Init") // before each test
    private HuggingFaceCache cache;

    /** What a pull told. */
    private static class Heard implements PullListener {
        final List<String> steps = new ArrayList<>();
        final List<String> notices = new ArrayList<>();

        @Override
        public void advance(String fileName, long doneBytes, long totalBytes) {
            steps.add(fileName + " " + doneBytes + "/" + totalBytes);
        }

        @Override
        public synchronized void notice(String sentence) {
            notices.add(sentence);
        }
    }

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub(ID)
                .small("config.json", CONFIG)
                .small("tokenizer.json", "{}")
                .small("README.md", "not needed")
                .small("vocab.json", "not needed beside tokenizer.json")
                .large("pytorch_model.bin", bytes(50))
                .large(WEIGHTS, bytes(300_000));
        cache = new HuggingFaceCache(folder.resolve("hub"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void a_pull_makes_what_the_hubs_own_tools_would() throws IOException {
        Path snapshot = client().pull(ID, SILENT);

        CachedRepository repository = cache.repository(ID);
        assertThat(snapshot).isEqualTo(repository.folder().resolve("snapshots").resolve(FakeHub.COMMIT));
        assertThat(names(snapshot)).containsExactly("config.json", WEIGHTS, "tokenizer.json");
        assertThat(Files.readSymbolicLink(snapshot.resolve(WEIGHTS)))
                .isEqualTo(Path.of("../../blobs/" + hub.hash(WEIGHTS)));
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(hub.bytes(WEIGHTS));
        assertThat(snapshot.resolve("config.json")).hasContent(CONFIG);
        assertThat(repository.folder().resolve("refs/main")).hasContent(FakeHub.COMMIT);
        assertThat(names(repository.folder().resolve("blobs")))
                .containsExactlyInAnyOrder(hub.hash(WEIGHTS), hub.hash("config.json"), hub.hash("tokenizer.json"));
        assertThat(cache.find(ID)).contains(snapshot);
        assertThat(cache.ids()).containsExactly(ID);
    }

    @Test
    void the_token_goes_to_the_hub_and_to_nobody_else() throws IOException {
        client().pull(ID, SILENT);

        assertThat(hub.askedOfHub())
                .isNotEmpty()
                .allMatch(asked -> asked.authorization().equals("Bearer " + TOKEN));
        assertThat(hub.askedOfStore())
                .isNotEmpty()
                .allMatch(asked -> asked.authorization().isEmpty());
        assertThat(access(TOKEN, false).toString()).doesNotContain(TOKEN);
    }

    @Test
    void without_a_token_none_is_sent() throws IOException {
        client(access(null, false)).pull(ID, SILENT);

        assertThat(hub.askedOfHub()).allMatch(asked -> asked.authorization().isEmpty());
    }

    @Test
    void the_listener_hears_each_file_to_its_end() throws IOException {
        Heard heard = new Heard();

        client().pull(ID, heard);

        assertThat(heard.steps)
                .contains(WEIGHTS + " 0/300000", WEIGHTS + " 300000/300000")
                .contains("config.json " + CONFIG.length() + "/" + CONFIG.length());
    }

    @Test
    void shards_are_those_that_the_index_names() throws IOException {
        restart();
        hub.small("config.json", CONFIG)
                .small(
                        "model.safetensors.index.json",
                        "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\", "
                                + "\"b\": \"model-00002-of-00002.safetensors\"}}")
                .large("model-00001-of-00002.safetensors", bytes(10))
                .large("model-00002-of-00002.safetensors", bytes(20))
                .large("model-00003-of-00002.safetensors", bytes(30));

        Path snapshot = client().pull(ID, SILENT);

        assertThat(names(snapshot))
                .containsExactly(
                        "config.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "model.safetensors.index.json");
    }

    @Test
    void vocabulary_and_merges_come_where_there_is_no_tokenizer_file() throws IOException {
        restart();
        hub.small("config.json", CONFIG)
                .small("vocab.json", "{}")
                .small("merges.txt", "")
                .large(WEIGHTS, bytes(10));

        assertThat(names(client().pull(ID, SILENT)))
                .containsExactly("config.json", "merges.txt", WEIGHTS, "vocab.json");
    }

    @Test
    void the_only_gguf_file_is_the_model() throws IOException {
        restart();
        hub.small("README.md", "").large("tiny.Q8_0.gguf", bytes(10));

        Path file = client().pull(ID, SILENT);

        assertThat(file).hasFileName("tiny.Q8_0.gguf").hasBinaryContent(bytes(10));
    }

    @Test
    void of_several_gguf_files_none_is_guessed() throws IOException {
        restart();
        hub.large("a.gguf", bytes(10)).large("b.gguf", bytes(10));

        refused("2 .gguf files", "a.gguf, b.gguf");
    }

    @Test
    void a_model_without_weights_that_can_be_read_is_refused() throws IOException {
        restart();
        hub.small("config.json", CONFIG).large("pytorch_model.bin", bytes(10));

        refused(ID, "neither model.safetensors");
    }

    @Test
    void a_type_that_is_not_supported_is_refused_before_its_weights_are_fetched() throws IOException {
        restart();
        hub.small("config.json", "{\"model_type\": \"mamba\"}").large(WEIGHTS, bytes(10));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client().pull(ID, SILENT))
                .withMessageContaining("'mamba'");
        assertThat(hub.askedOfStore()).isEmpty();
        assertThat(cache.find(ID)).isEmpty();
    }

    @Test
    void files_already_there_are_used() throws IOException {
        client().pull(ID, SILENT);
        int fetched = hub.askedOfStore().size();

        client().pull(ID, SILENT);

        assertThat(hub.askedOfStore()).hasSize(fetched);
    }

    @Test
    void a_blob_that_another_tool_put_there_is_used() throws IOException {
        Path blob = cache.repository(ID).blob(hub.hash(WEIGHTS));
        Files.createDirectories(blob.getParent());
        Files.write(blob, hub.bytes(WEIGHTS));

        Path snapshot = client().pull(ID, SILENT);

        assertThat(hub.askedOfStore()).isEmpty();
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(hub.bytes(WEIGHTS));
    }

    @Test
    void a_pull_goes_on_where_an_earlier_one_stopped() throws IOException {
        leave(100_000);

        Path snapshot = client().pull(ID, SILENT);

        assertThat(hub.askedOfStore()).extracting(Asked::range).containsExactly("bytes=100000-");
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(hub.bytes(WEIGHTS));
    }

    @Test
    void a_pull_that_stopped_just_before_its_end_asks_for_no_more() throws IOException {
        leave(300_000);

        client().pull(ID, SILENT);

        assertThat(hub.askedOfStore()).isEmpty();
        assertThat(cache.find(ID)).isPresent();
    }

    @Test
    void what_is_longer_than_the_file_is_fetched_anew() throws IOException {
        Path part = part();
        Files.createDirectories(part.getParent());
        Files.write(part, bytes(300_001));

        client().pull(ID, SILENT);

        assertThat(hub.askedOfStore()).extracting(Asked::range).containsExactly("");
    }

    @Test
    void a_server_that_ignores_ranges_sends_the_whole_again() throws IOException {
        leave(100_000);
        hub.ignoresRanges();

        Path snapshot = client().pull(ID, SILENT);

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(hub.bytes(WEIGHTS));
    }

    @Test
    void a_range_that_the_server_refuses_is_given_up() throws IOException {
        leave(100_000);
        hub.nextContent(FakeHub.status(416));

        Path snapshot = client().pull(ID, SILENT);

        assertThat(hub.askedOfStore()).extracting(Asked::range).containsExactly("bytes=100000-", "");
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(hub.bytes(WEIGHTS));
    }

    @Test
    void a_cut_connection_is_taken_up_again() throws IOException {
        hub.nextContent(hub.cutAfter(WEIGHTS, 70_000)).nextContent(hub.cutAfter(WEIGHTS, 0));

        Path snapshot = client().pull(ID, SILENT);

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(hub.bytes(WEIGHTS));
        assertThat(hub.askedOfStore()).hasSize(3);
        assertThat(hub.askedOfStore().get(1).range()).matches("bytes=[1-9]\\d*-");
    }

    @Test
    void a_connection_cut_too_often_leaves_what_came_and_no_model() throws IOException {
        for (int i = 0; i < 3; i++) {
            hub.nextContent(hub.cutAfter(WEIGHTS, 0));
        }
        leave(1000);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> client().pull(ID, SILENT));

        assertThat(part()).exists();
        assertThat(cache.find(ID)).isEmpty();
        assertThat(cache.ids()).isEmpty();
        client().pull(ID, SILENT);
        assertThat(cache.ids()).containsExactly(ID);
    }

    @Test
    void a_connection_gone_silent_is_not_waited_for() throws IOException {
        CountDownLatch testOver = new CountDownLatch(1);
        hub.nextContent(exchange -> {
            exchange.sendResponseHeaders(200, 300_000);
            exchange.getResponseBody().write(bytes(300_000), 0, 5000);
            exchange.getResponseBody().flush();
            try {
                testOver.await(50, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        Path snapshot = client().pull(ID, SILENT);

        testOver.countDown();
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(hub.bytes(WEIGHTS));
        assertThat(hub.askedOfStore()).extracting(Asked::range).containsExactly("", "bytes=5000-");
    }

    @Test
    void a_wrong_hash_is_an_error_with_both_and_leaves_nothing() throws IOException {
        String stated = "ab".repeat(32);
        hub.statesHash(WEIGHTS, stated);

        refused(WEIGHTS, stated, hub.hash(WEIGHTS));

        assertThat(names(cache.repository(ID).folder().resolve("blobs")))
                .containsExactlyInAnyOrder(hub.hash("config.json"), hub.hash("tokenizer.json"));
        assertThat(cache.find(ID)).isEmpty();
    }

    @Test
    void small_files_are_checked_by_their_git_hash() throws IOException {
        String stated = "cd".repeat(20);
        hub.statesHash("config.json", stated);

        refused("config.json", stated, hub.hash("config.json"));
    }

    @Test
    void a_rotten_start_of_an_earlier_pull_is_found_out() throws IOException {
        Path part = part();
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[100_000]);

        refused(WEIGHTS, hub.hash(WEIGHTS));

        assertThat(part).doesNotExist();
        client().pull(ID, SILENT);
        assertThat(cache.find(ID)).isPresent();
    }

    @Test
    void more_than_was_stated_is_refused() throws IOException {
        hub.nextContent(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes(400_000));
        });

        refused(WEIGHTS, "300 kB");
        assertThat(part()).doesNotExist();
    }

    @Test
    void the_git_hash_is_gits() throws IOException {
        // printf 'hello' | git hash-object --stdin
        Path file = Files.writeString(folder.resolve("hello"), "hello");
        ContentHash git = new ContentHash("b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0");

        assertThat(git.ofFile(file)).isEqualTo(git);
    }

    @Test
    void a_gated_model_is_refused_with_what_to_do() throws IOException {
        hub.next(FakeHub.status(403, "X-Error-Code", "GatedRepo"));

        refused("licence", hub.endpoint() + "/" + ID, "HF_TOKEN");
    }

    @Test
    void a_wrong_token_is_refused_without_showing_it() throws IOException {
        hub.next(FakeHub.status(401));

        refused("401", "check that HF_TOKEN");
    }

    @Test
    void a_file_can_be_gated_where_its_listing_is_not() throws IOException {
        hub.next(exchange -> {
            byte[] listing = ("{\"sha\": \"" + FakeHub.COMMIT
                            + "\", \"siblings\": [{\"rfilename\": \"config.json\"}, {\"rfilename\": \"model.safetensors\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, listing.length);
            exchange.getResponseBody().write(listing);
        });
        hub.next(FakeHub.status(401, "X-Error-Code", "GatedRepo"));

        refused("licence");
        assertThat(cache.find(ID)).isEmpty();
    }

    @Test
    void a_model_that_is_not_there_is_said_to_be() throws IOException {
        hub.next(FakeHub.status(404));
        refused("there is no model '" + ID + "'");

        hub.next(FakeHub.status(401, "X-Error-Code", "RepoNotFound"));
        refused("no such model, or it is private");
    }

    @Test
    void a_busy_hub_is_waited_for_as_long_as_it_asks() throws IOException {
        hub.next(FakeHub.status(429, "Retry-After", "7"))
                .next(FakeHub.status(503, "Retry-After", "Fri, 02 Jan 2026 03:04:17 GMT"));

        client().pull(ID, SILENT);

        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(12));
    }

    @Test
    void a_hub_that_asks_for_an_hour_is_waited_for_a_minute() throws IOException {
        hub.next(FakeHub.status(429, "Retry-After", "3600"));

        client().pull(ID, SILENT);

        assertThat(pauses).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void a_hub_that_stays_busy_is_given_up_with_its_status() throws IOException {
        for (int i = 0; i < 3; i++) {
            hub.next(FakeHub.status(500));
        }

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client().pull(ID, SILENT))
                .withMessageContaining("500")
                .withMessageContaining("later");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void a_renamed_model_is_followed_on_the_hub() throws IOException {
        hub.next(FakeHub.status(307, "Location", "/api/models/" + ID + "/revision/main"));

        assertThat(client().pull(ID, SILENT)).exists();
    }

    @Test
    void redirects_without_end_are_refused() throws IOException {
        for (int i = 0; i < 10; i++) {
            hub.next(FakeHub.status(302, "Location", "/round"));
        }

        refused("redirects more than");
    }

    @Test
    void a_redirect_to_what_is_no_web_address_is_refused() throws IOException {
        hub.next(FakeHub.status(302, "Location", "file:///etc/passwd"));

        refused("file:///etc/passwd");
    }

    @Test
    void a_hub_that_cannot_be_reached_is_told_from_one_that_refuses() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        HubAccess nobody = new HubAccess(URI.create("http://127.0.0.1:" + unused), null, false);

        assertThatExceptionOfType(HubUnreachableException.class)
                .isThrownBy(() -> client(nobody).pull(ID, SILENT))
                .withMessageContaining("cannot reach http://127.0.0.1:" + unused);
        assertThat(pauses).isEmpty();
    }

    @Test
    void offline_nothing_is_asked_and_the_variable_is_named() {
        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> client(access(TOKEN, true)).pull(ID, SILENT))
                .withMessageContaining("HF_HUB_OFFLINE");
        assertThat(hub.askedOfHub()).isEmpty();
    }

    @Test
    void names_that_lead_out_of_the_folder_are_refused() throws IOException {
        for (String name : List.of("../evil.gguf", "/etc/evil.gguf", "a/../../evil.gguf", "a\\evil.gguf", "a//b", "")) {
            restart();
            hub.large(WEIGHTS, bytes(1)).small("config.json", CONFIG).lists(name);

            refused("'" + name + "'");
        }
    }

    @Test
    void shards_that_lead_out_of_the_folder_are_refused() throws IOException {
        restart();
        hub.small("config.json", CONFIG)
                .small("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"../../evil.safetensors\"}}");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client().pull(ID, SILENT))
                .withMessageContaining("../../evil.safetensors");
    }

    @Test
    void hashes_and_commits_that_are_none_are_refused() throws IOException {
        hub.statesHash(WEIGHTS, "../../../evil");
        refused("'../../../evil'", "hash");

        hub.statesCommit("../../evil");
        refused("'../../evil'", "commit");
    }

    @Test
    void what_is_no_id_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client().pull("../evil", SILENT))
                .withMessageContaining("'../evil'");
        assertThat(hub.askedOfHub()).isEmpty();
    }

    @Test
    void an_answer_that_is_no_json_is_refused() throws IOException {
        hub.next(exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("<html".getBytes(StandardCharsets.UTF_8));
        });

        refused("no JSON");
    }

    @Test
    void a_disk_with_too_little_space_is_refused_before_the_weights() throws IOException {
        HubClient client = new HubClient(
                access(TOKEN, false), cache, Clock.systemUTC(), retries(), any -> 299_999, Duration.ofSeconds(1));

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> client.pull(ID, SILENT))
                .withMessageContaining("300 kB");
        assertThat(hub.askedOfStore()).isEmpty();
    }

    @Test
    void two_pulls_at_once_take_turns() throws IOException {
        CountDownLatch secondWaits = new CountDownLatch(1);
        Heard second = new Heard() {
            @Override
            public synchronized void notice(String sentence) {
                super.notice(sentence);
                secondWaits.countDown();
            }
        };
        List<CompletableFuture<Path>> started = new ArrayList<>();
        hub.nextContent(exchange -> {
            started.add(pullInBackground(second));
            try {
                assertThat(secondWaits.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, 300_000);
            exchange.getResponseBody().write(hub.bytes(WEIGHTS));
        });

        Path first = client().pull(ID, SILENT);

        assertThat(started.get(0).join()).isEqualTo(first);
        assertThat(second.notices).hasSize(1).first().asString().contains("waiting");
        assertThat(second.steps).isEmpty();
        assertThat(hub.askedOfStore()).hasSize(1);
    }

    private CompletableFuture<Path> pullInBackground(PullListener listener) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client().pull(ID, listener);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void refused(String... parts) {
        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> client().pull(ID, SILENT))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(parts).hasMessageNotContaining(TOKEN));
    }

    private HubClient client() {
        return client(access(TOKEN, false));
    }

    private HubClient client(HubAccess access) {
        return new HubClient(
                access,
                cache,
                Clock.fixed(NOW, ZoneOffset.UTC),
                retries(),
                any -> Long.MAX_VALUE,
                Duration.ofMillis(500));
    }

    private HubAccess access(@Nullable String token, boolean offline) {
        return new HubAccess(hub.endpoint(), token, offline);
    }

    private Retries retries() {
        return new Retries(3, pauses::add);
    }

    private void restart() throws IOException {
        hub.close();
        hub = new FakeHub(ID);
    }

    /** What a pull leaves that ended after some bytes of the weights. */
    private void leave(int bytes) throws IOException {
        Path part = part();
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(hub.bytes(WEIGHTS), bytes));
    }

    private Path part() {
        return cache.repository(ID).blob(hub.hash(WEIGHTS) + ".incomplete");
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
