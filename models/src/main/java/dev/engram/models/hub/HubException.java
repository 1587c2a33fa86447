package dev.engram.models.hub;

import java.io.IOException;

/** A pull that cannot be done; asking again would not help. */
public class HubException extends IOException {

    private static final long serialVersionUID = 1;

    public HubException(String message) {
        super(message);
    }

    HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
