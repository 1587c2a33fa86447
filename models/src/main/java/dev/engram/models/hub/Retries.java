package dev.engram.models.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Tries again what may succeed later: a few times, with pauses that double, or as long as the hub asks for, within a bound.
 *
 * @param tries how often in all
 * @param pause waits
 */
record Retries(int tries, Pause pause) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Who asks for more is not waited for that long: the user is better told. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private static final int TRIES = 5;

    /** How to wait; tests do not. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** One try. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException;
    }

    static Retries usual() {
        return new Retries(TRIES, duration -> Thread.sleep(duration.toMillis()));
    }

    /** Runs until a try succeeds. What is no {@link HubException} may pass; of those, none does. */
    <T> T run(Attempt<T> attempt) throws IOException {
        return run(attempt, failure -> !(failure instanceof HubException));
    }

    /** Runs until a try succeeds, or fails with what does not pass, or too often. */
    <T> T run(Attempt<T> attempt, Predicate<IOException> passes) throws IOException {
        Duration pauseLength = FIRST_PAUSE;
        for (int left = tries; ; left--) {
            try {
                return attempt.run();
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (!passes.test(e) || left <= 1) {
                    throw e;
                }
                pauseFor(asked(e, pauseLength));
                pauseLength = pauseLength.multipliedBy(2);
            }
        }
    }

    private static Duration asked(IOException failure, Duration otherwise) {
        Duration wanted = failure instanceof TransientHubException busy
                ? busy.retryAfter().orElse(otherwise)
                : otherwise;
        return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    }

    private void pauseFor(Duration duration) throws InterruptedIOException {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
