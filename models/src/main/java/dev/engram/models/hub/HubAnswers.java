package dev.engram.models.hub;

import dev.engram.models.hub.HubTransport.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What the hub's refusals mean, as sentences and as what to do about them. */
record HubAnswers(HubAccess access, Clock clock) {

    /** Passes an answer that is no refusal. */
    void check(String id, String asked, Answer answer) throws IOException {
        int status = answer.status();
        if (status < 400) {
            return;
        }
        String page = access.endpoint() + "/" + id;
        switch (status) {
            case 401, 403 -> throw new HubException(refused(id, page, answer));
            case 404 ->
                throw new HubException(
                        answer.header("X-Error-Code").equals("EntryNotFound")
                                ? "the model '" + id + "' has no file '" + asked + "'"
                                : "there is no model '" + id + "' on " + access.endpoint());
            case 408, 429, 500, 502, 503, 504 ->
                throw new TransientHubException(
                        busy(status) + "; try again later (" + asked + " of " + id + ")", retryAfter(answer));
            default ->
                throw new HubException(
                        access.endpoint() + " answers " + status + " when asked for " + asked + " of " + id);
        }
    }

    /** The hub answers 401 for what does not exist, too, so that names of private models do not leak. */
    private String refused(String id, String page, Answer answer) {
        String token = access.token() == null
                ? "set HF_TOKEN to a token of an account that may"
                : "check that HF_TOKEN is a token of an account that may";
        String status = access.endpoint() + " refuses '" + id + "' (" + answer.status() + "): ";
        if (answer.header("X-Error-Code").equals("RepoNotFound")) {
            return status + "there is no such model, or it is private; check the name, or " + token + " read it";
        }
        return status + "accept the model's licence on " + page + " and " + token + " read it";
    }

    private String busy(int status) {
        return status == 429
                ? access.endpoint() + " has had too many requests from here (429)"
                : access.endpoint() + " is out of order (" + status + ")";
    }

    /** Seconds or a date; nothing where it is neither. */
    private @Nullable Duration retryAfter(Answer answer) {
        String value = answer.header("Retry-After").strip();
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        if (value.isEmpty()) {
            return null;
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(clock.instant(), until);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeParseException neither) {
            return null;
        }
    }
}
