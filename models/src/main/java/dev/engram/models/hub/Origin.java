package dev.engram.models.hub;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of an address. */
record Origin(String scheme, String host, int port) {

    static Origin of(URI address) {
        String scheme = lower(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, lower(address.getHost()), port);
    }

    private static String lower(String part) {
        return part == null ? "" : part.toLowerCase(Locale.ROOT);
    }
}
