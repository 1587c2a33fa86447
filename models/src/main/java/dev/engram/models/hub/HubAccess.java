package dev.engram.models.hub;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which hub is asked, and as whom.
 *
 * @param endpoint the hub's address, without a slash at its end
 * @param token sent to the endpoint and to nobody else; null for none
 * @param offline whether the user forbade it all
 */
public record HubAccess(URI endpoint, @Nullable String token, boolean offline) {

    public static final URI PUBLIC_HUB = URI.create("https://huggingface.co");

    public HubAccess {
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "the hub's address '" + endpoint + "' (HF_ENDPOINT) is not of the form https://host");
        }
        String text = endpoint.toString();
        endpoint = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : endpoint;
        // A header cannot hold them; the message must not show the token.
        if (token != null && !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the token (HF_TOKEN) has spaces or characters that no token has");
        }
    }

    /**
     * Refuses where the user forbade downloads.
     *
     * @throws HubException if so
     */
    public void requireOnline() throws HubException {
        if (offline) {
            throw new HubException("HF_HUB_OFFLINE is set, so nothing is downloaded; unset it to pull");
        }
    }

    URI resolve(String path) {
        return URI.create(endpoint + path);
    }

    /** Whether an address is the endpoint's own: only there does the token go. */
    boolean owns(URI address) {
        return Origin.of(address).equals(Origin.of(endpoint));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return endpoint + (token == null ? "" : " with a token") + (offline ? ", offline" : "");
    }
}
