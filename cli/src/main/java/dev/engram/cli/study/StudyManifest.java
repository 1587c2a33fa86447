package dev.engram.cli.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ConditionsJson;
import dev.engram.cli.kept.ModelJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a study is made; one that goes on must be made alike.
 *
 * @param settings of the method at the first layer; at the others they differ in this alone
 * @param conditions of the traces
 * @param statistics where those of keys come from
 */
public record StudyManifest(
        String format,
        CallJson call,
        String engram,
        ModelJson model,
        FactsJson facts,
        List<Integer> layers,
        String method,
        JsonNode settings,
        ConditionsJson conditions,
        boolean keepWrong,
        String statistics,
        ComputeJson compute) {

    public static final String FORMAT = "engram-study-1";

    public StudyManifest {
        compute = Objects.requireNonNullElse(compute, ComputeJson.DEFAULT);
    }

    /**
     * The facts.
     *
     * @param sha256 of their file; absent for the project's own, as is their form
     * @param first of the file's good facts, from 0
     * @param skipped records of the file that are left out as bad
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FactsJson(
            String file, @Nullable String sha256, @Nullable String form, int first, int count, int skipped) {}
}
