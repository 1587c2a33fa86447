package dev.engram.models.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hub on this machine: one server that lists and describes, as the real one does, and another, on its own port, that the contents of large
 * files are redirected to. What it is asked is kept; what goes wrong is said beforehand.
 */
public final class FakeHub implements AutoCloseable {

    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** A request, as it arrived. */
    public record Asked(String method, String path, String authorization, String range) {}

    /** A file of the repository; large ones lie at the other server. */
    private static final class Content {
        private final byte[] bytes;
        private final boolean large;

        Content(byte[] bytes, boolean large) {
            this.bytes = bytes;
            this.large = large;
        }
    }

    private final HttpServer hub;
    private final HttpServer store;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String id;
    private final Map<String, Content> files = new LinkedHashMap<>();
    private final Map<String, String> statedHashes = new HashMap<>();
    private final List<String> extraNames = new ArrayList<>();
    private final List<Asked> askedOfHub = Collections.synchronizedList(new ArrayList<>());
    private final List<Asked> askedOfStore = Collections.synchronizedList(new ArrayList<>());
    private final Deque<HttpHandler> nextOfHub = new ConcurrentLinkedDeque<>();
    private final Deque<HttpHandler> nextOfStore = new ConcurrentLinkedDeque<>();
    private String commit = COMMIT;
    private volatile boolean ranges = true;

    public FakeHub(String id) throws IOException {
        this.id = id;
        this.hub = serve(this::answer, askedOfHub, nextOfHub);
        this.store = serve(this::sendLarge, askedOfStore, nextOfStore);
    }

    private HttpServer serve(HttpHandler usual, List<Asked> asked, Deque<HttpHandler> next) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    header(exchange, "Authorization"),
                    header(exchange, "Range")));
            HttpHandler special = next.poll();
            try (exchange) {
                (special == null ? usual : special).handle(exchange);
            }
        });
        server.start();
        return server;
    }

    public FakeHub small(String name, String text) {
        files.put(name, new Content(text.getBytes(StandardCharsets.UTF_8), false));
        return this;
    }

    public FakeHub large(String name, byte[] bytes) {
        files.put(name, new Content(bytes.clone(), true));
        return this;
    }

    FakeHub lists(String name) {
        extraNames.add(name);
        return this;
    }

    FakeHub statesHash(String name, String hash) {
        statedHashes.put(name, hash);
        return this;
    }

    FakeHub statesCommit(String stated) {
        commit = stated;
        return this;
    }

    FakeHub ignoresRanges() {
        ranges = false;
        return this;
    }

    /** The next request to the hub gets this answer. */
    public FakeHub next(HttpHandler handler) {
        nextOfHub.add(handler);
        return this;
    }

    /** The next request for a large file's content gets this answer. */
    FakeHub nextContent(HttpHandler handler) {
        nextOfStore.add(handler);
        return this;
    }

    /** Refuses with a status, and headers by name and value. */
    static HttpHandler status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Promises the whole file and closes the connection after some bytes. */
    HttpHandler cutAfter(String name, int bytes) {
        return exchange -> {
            byte[] content = bytes(name);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            // Closing the exchange now, with bytes owed, closes the connection.
        };
    }

    public URI endpoint() {
        return address(hub);
    }

    List<Asked> askedOfHub() {
        return List.copyOf(askedOfHub);
    }

    List<Asked> askedOfStore() {
        return List.copyOf(askedOfStore);
    }

    byte[] bytes(String name) {
        return content(name).bytes.clone();
    }

    /** The name of a file's blob. */
    String hash(String name) {
        return hash(content(name));
    }

    private Content content(String name) {
        Content content = files.get(name);
        if (content == null) {
            throw new IllegalArgumentException("no file " + name);
        }
        return content;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String resolve = "/" + id + "/resolve/" + commit + "/";
        if (path.equals("/api/models/" + id + "/revision/main")) {
            send(exchange, 200, listing().getBytes(StandardCharsets.UTF_8), 0);
        } else if (path.startsWith(resolve) && files.containsKey(path.substring(resolve.length()))) {
            describe(exchange, path.substring(resolve.length()));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private String listing() {
        return Stream.concat(files.keySet().stream(), extraNames.stream())
                .map(name -> "{\"rfilename\": \"" + name.replace("\\", "\\\\") + "\"}")
                .collect(Collectors.joining(", ", "{\"sha\": \"" + commit + "\", \"siblings\": [", "]}"));
    }

    private void describe(HttpExchange exchange, String name) throws IOException {
        Content content = content(name);
        String stated = "\"" + statedHashes.getOrDefault(name, hash(content)) + "\"";
        exchange.getResponseHeaders().set("X-Repo-Commit", commit);
        if (!content.large) {
            exchange.getResponseHeaders().set("ETag", stated);
            send(exchange, 200, content.bytes, 0);
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"of-the-redirect-itself\"");
        exchange.getResponseHeaders().set("X-Linked-Etag", stated);
        exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(content.bytes.length));
        exchange.getResponseHeaders().set("Location", address(store) + "/content/" + name);
        exchange.sendResponseHeaders(302, -1);
    }

    private void sendLarge(HttpExchange exchange) throws IOException {
        byte[] bytes = bytes(exchange.getRequestURI().getPath().substring("/content/".length()));
        String range = header(exchange, "Range");
        if (range.isEmpty() || !ranges) {
            send(exchange, 200, bytes, 0);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= bytes.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        send(exchange, 206, bytes, from);
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes, int from) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        int length = bytes.length - from;
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes, from, length);
        }
    }

    private static String hash(Content content) {
        try {
            MessageDigest digest = MessageDigest.getInstance(content.large ? "SHA-256" : "SHA-1");
            if (!content.large) {
                digest.update(("blob " + content.bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(digest.digest(content.bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}
