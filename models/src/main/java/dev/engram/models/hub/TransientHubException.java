package dev.engram.models.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure that may pass: the hub is busy, or the connection was cut. */
final class TransientHubException extends IOException {

    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    TransientHubException(String message) {
        this(message, null);
    }

    /** @param retryAfter how long the hub asks to wait, if it says so */
    TransientHubException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
