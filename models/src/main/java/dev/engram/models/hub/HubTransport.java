package dev.engram.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Requests to the hub. Redirects are followed here rather than by the JDK's client, since the token must not go along to another host,
 * and since what a redirect's own headers say is needed.
 */
final class HubTransport {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 5;

    private final HubAccess access;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    HubTransport(HubAccess access) {
        this.access = access;
    }

    /** An answer and the address that gave it. The caller closes the body. */
    record Answer(URI address, HttpResponse<InputStream> response) implements AutoCloseable {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        boolean isRedirect() {
            int status = status();
            return (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
                    && !header("Location").isEmpty();
        }

        InputStream body() {
            return response.body();
        }

        @Override
        public void close() throws IOException {
            body().close();
        }
    }

    /** Asks, and follows redirects wherever they lead. */
    Answer get(URI address, long fromByte) throws IOException {
        return follow("GET", address, fromByte, answer -> true);
    }

    /** Asks for headers. A redirect that states a content's hash is the answer; others of the hub's own, as for a renamed model, are followed. */
    Answer head(URI address) throws IOException {
        return follow(
                "HEAD",
                address,
                0,
                answer -> answer.header("X-Linked-Etag").isEmpty() && access.owns(location(answer)));
    }

    private interface Choice {
        boolean follows(Answer redirect) throws IOException;
    }

    private Answer follow(String method, URI start, long fromByte, Choice choice) throws IOException {
        URI address = start;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = send(method, address, fromByte);
            if (!answer.isRedirect()) {
                return answer;
            }
            boolean follows;
            try {
                follows = choice.follows(answer);
            } catch (IOException | RuntimeException e) {
                answer.close();
                throw e;
            }
            if (!follows) {
                return answer;
            }
            answer.close();
            address = location(answer);
        }
        throw new HubException(start + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private static URI location(Answer redirect) throws HubException {
        String location = redirect.header("Location");
        URI target;
        try {
            target = redirect.address().resolve(location);
        } catch (IllegalArgumentException e) {
            throw new HubException(redirect.address() + " redirects to '" + location + "', which is no address", e);
        }
        Origin from = Origin.of(redirect.address());
        Origin to = Origin.of(target);
        boolean web = to.scheme().equals("https") || to.scheme().equals("http");
        if (!web
                || to.host().isEmpty()
                || (from.scheme().equals("https") && !to.scheme().equals("https"))) {
            throw new HubException(
                    redirect.address() + " redirects to '" + location + "', which is not as safe as itself");
        }
        return target;
    }

    private Answer send(String method, URI address, long fromByte) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(ANSWER_TIMEOUT)
                .header("User-Agent", "engram")
                .header("Accept-Encoding", "identity");
        if (access.token() != null && access.owns(address)) {
            request.header("Authorization", "Bearer " + access.token());
        }
        if (fromByte > 0) {
            request.header("Range", "bytes=" + fromByte + "-");
        }
        try {
            return new Answer(address, client.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new HubUnreachableException(
                    "cannot reach " + address.getScheme() + "://" + address.getAuthority() + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** The JDK says nothing where a host name is unknown. */
    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? " (no such host, or no network)" : " (" + message + ")";
    }
}
