package dev.engram.models.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the hub says of a model's main revision.
 *
 * @param commit 40 hexadecimal digits
 * @param fileNames relative to the repository, with {@code /}; none leads out of it
 */
record RepositoryListing(String commit, List<String> fileNames) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    RepositoryListing {
        fileNames = List.copyOf(fileNames);
    }

    /**
     * Reads the hub's JSON.
     *
     * @throws HubException if it is not what a hub sends
     */
    static RepositoryListing parse(String id, byte[] json) throws HubException {
        try {
            JsonNode answer = JsonMapper.shared().readTree(json);
            String commit = answer.path("sha").asString("");
            if (!COMMIT.matcher(commit).matches()) {
                throw new HubException("the hub names '" + commit + "' as the commit of " + id + ", which is none");
            }
            List<String> names = new ArrayList<>();
            for (JsonNode sibling : answer.path("siblings").values()) {
                names.add(inside(id, sibling.path("rfilename").asString("")));
            }
            return new RepositoryListing(commit, names);
        } catch (JacksonException e) {
            throw new HubException("the hub's answer about " + id + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String inside(String id, String name) throws HubException {
        boolean leadsOut = name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0;
        for (String part : name.split("/", -1)) {
            leadsOut |= part.isEmpty() || part.equals(".") || part.equals("..");
        }
        if (leadsOut) {
            throw new HubException(
                    "the hub lists a file '" + name + "' of " + id + ", which is no name inside a folder");
        }
        return name;
    }
}
