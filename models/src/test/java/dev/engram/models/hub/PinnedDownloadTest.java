package dev.engram.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import dev.engram.models.hub.FakeHub.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server in this process. */
@Timeout(60)
class PinnedDownloadTest {

    private static final String TEXT = "[1, 2]\n";
    private static final String HASH = "1fb3ffcf3df89e31f56932d4a64a23eede8a2f6707898bf14d1fc42a78286868";

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // before each test
    private FakeHub server;

    private final List<String> heard = new ArrayList<>();
    private final PullListener listener = new PullListener() {
        @Override
        public void advance(String fileName, long doneBytes, long totalBytes) {
            heard.add(fileName + " " + doneBytes + "/" + totalBytes);
        }

        @Override
        public void notice(String sentence) {
            heard.add(sentence);
        }
    };

    @BeforeEach
    void start() throws IOException {
        server = new FakeHub("org/other");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_first_pull_records_the_hash_as_sha256sum_reads_it() throws IOException {
        server.next(sending(TEXT));

        Path fetched = fetch();

        assertThat(fetched).isEqualTo(target()).hasContent(TEXT);
        assertThat(Files.readString(PinnedDownload.hashFile(target()))).isEqualTo(HASH + "  facts.json\n");
        assertThat(heard).containsExactly("facts.json 7/7");
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void what_is_here_unchanged_is_not_asked_for_again() throws IOException {
        server.next(sending(TEXT));
        fetch();
        heard.clear();

        fetch();

        assertThat(server.askedOfHub()).hasSize(1);
        assertThat(heard).containsExactly("facts.json is here, with the SHA-256 that was recorded when it was pulled");
    }

    @Test
    void a_file_that_was_lost_or_changed_comes_again_if_it_has_the_recorded_hash() throws IOException {
        server.next(sending(TEXT)).next(sending(TEXT)).next(sending(TEXT));
        fetch();
        Files.delete(target());
        fetch();
        Files.writeString(target(), "mine");

        fetch();

        assertThat(target()).hasContent(TEXT);
        assertThat(server.askedOfHub()).hasSize(3);
    }

    @Test
    void something_else_than_the_first_time_is_refused_and_deleted() throws IOException {
        server.next(sending(TEXT)).next(sending("[1, 3]\n"));
        fetch();
        Files.delete(target());

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(this::fetch)
                .withMessageContaining("facts.json sends has the SHA-256 ")
                .withMessageContaining("facts.json.sha256 has " + HASH + " of the first pull; it was deleted");
        assertThat(target()).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void what_is_not_what_was_wanted_is_neither_kept_nor_recorded() {
        server.next(sending("<html>"));

        assertThatThrownBy(() -> download()
                        .fetch(
                                address(),
                                target(),
                                arrived -> {
                                    throw new IOException("no list: " + Files.readString(arrived));
                                },
                                listener))
                .hasMessage("no list: <html>");
        assertThat(target()).doesNotExist();
        assertThat(PinnedDownload.hashFile(target())).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void refusals_say_what_they_mean() {
        assertRefused(404, "there is no file at " + address() + " (404)");
        assertRefused(403, address() + " refuses (403)");
        assertRefused(418, address() + " answers 418");
    }

    @Test
    void a_busy_server_is_asked_again() throws IOException {
        server.next(FakeHub.status(503)).next(FakeHub.status(429)).next(sending(TEXT));

        assertThat(fetch()).hasContent(TEXT);
        assertThat(server.askedOfHub()).hasSize(3);
    }

    @Test
    void a_connection_that_breaks_off_is_tried_again_and_never_half_a_file_kept() throws IOException {
        server.next(cut()).next(sending(TEXT));
        assertThat(fetch()).hasContent(TEXT);

        Files.delete(target());
        server.next(cut()).next(cut()).next(cut());
        assertThatThrownBy(this::fetch).isInstanceOf(IOException.class).hasMessageContaining("broke off");
        assertThat(target()).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void offline_nothing_is_asked() {
        PinnedDownload offline = new PinnedDownload(new HubAccess(server.endpoint(), null, true));

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> offline.fetch(address(), target(), arrived -> {}, listener))
                .withMessageContaining("HF_HUB_OFFLINE");
        assertThat(server.askedOfHub()).isEmpty();
    }

    @Test
    void no_connection_is_said_with_the_place() {
        assertThatExceptionOfType(HubUnreachableException.class)
                .isThrownBy(
                        () -> download().fetch(URI.create("http://127.0.0.1:1/x"), target(), arrived -> {}, listener))
                .withMessageContaining("cannot reach http://127.0.0.1:1");
    }

    @Test
    void what_lies_at_the_public_hub_is_asked_of_the_chosen_one_with_its_token() throws IOException {
        server.next(sending(TEXT));

        new PinnedDownload(new HubAccess(server.endpoint(), "hf_secret", false))
                .fetch(URI.create("https://huggingface.co/datasets/a/b"), target(), arrived -> {}, listener);

        assertThat(server.askedOfHub()).containsExactly(new Asked("GET", "/datasets/a/b", "Bearer hf_secret", ""));
    }

    @Test
    void a_record_that_is_no_hash_is_refused() throws IOException {
        Files.writeString(PinnedDownload.hashFile(target()), "none");

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(this::fetch)
                .withMessageContaining("holds 'none', which is no SHA-256");
    }

    private void assertRefused(int status, String problem) {
        server.next(FakeHub.status(status));

        assertThatExceptionOfType(HubException.class).isThrownBy(this::fetch).withMessageStartingWith(problem);
        assertThat(leftOvers()).isEmpty();
    }

    private Path fetch() throws IOException {
        return download()
                .fetch(address(), target(), arrived -> assertThat(arrived).exists(), listener);
    }

    private PinnedDownload download() {
        return new PinnedDownload(
                new HubAccess(server.endpoint(), null, false), new Retries(3, pause -> {}), Duration.ofSeconds(10));
    }

    private URI address() {
        return URI.create(server.endpoint() + "/data/facts.json");
    }

    private Path target() {
        return folder.resolve("facts.json");
    }

    /** All but target, hash and lock. */
    private List<Path> leftOvers() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.equals(target())
                            && !file.equals(PinnedDownload.hashFile(target()))
                            && !file.getFileName().toString().endsWith(".lock"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpHandler sending(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static HttpHandler cut() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
        };
    }
}
