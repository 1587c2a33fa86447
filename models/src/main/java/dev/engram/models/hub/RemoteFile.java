package dev.engram.models.hub;

import dev.engram.models.hub.HubTransport.Answer;
import java.net.URI;

/**
 * A file on the hub, as its headers describe it.
 *
 * @param address where to ask for it, each time anew: what it redirects to expires
 */
record RemoteFile(String name, URI address, ContentHash hash, long size) {

    /**
     * Reads the headers of an answer. Those of a linked content, which the hub puts on a redirect to it, count before the answer's own.
     *
     * @throws HubException if hash or size are missing or impossible
     */
    static RemoteFile of(String name, URI address, Answer answer) throws HubException {
        String etag = bare(first(answer, "X-Linked-Etag", "ETag"));
        if (!ContentHash.isHash(etag)) {
            throw new HubException("the hub gives '" + etag + "' as the hash of " + name + ", which is none");
        }
        String size = first(answer, "X-Linked-Size", answer.isRedirect() ? "X-Linked-Size" : "Content-Length");
        if (!size.matches("\\d{1,15}")) {
            throw new HubException("the hub gives '" + size + "' as the size of " + name + ", which is none");
        }
        return new RemoteFile(name, address, new ContentHash(etag), Long.parseLong(size));
    }

    private static String first(Answer answer, String header, String otherwise) {
        String value = answer.header(header);
        return value.isEmpty() ? answer.header(otherwise) : value;
    }

    /** Without quotes, and without the mark of a weak tag. */
    private static String bare(String etag) {
        String tag = etag.startsWith("W/") ? etag.substring(2) : etag;
        return tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"")
                ? tag.substring(1, tag.length() - 1)
                : tag;
    }
}
