package dev.engram.models.hub;

/** No connection to the hub could be made. */
public final class HubUnreachableException extends HubException {

    private static final long serialVersionUID = 1;

    HubUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
