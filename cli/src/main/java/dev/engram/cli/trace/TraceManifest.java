package dev.engram.cli.trace;

import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ConditionsJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.Shard;
import dev.engram.cli.kept.ShardedManifest;
import dev.engram.datasets.PromptList;
import java.util.Objects;

/**
 * How the results in a folder were made: what must be the same when a run goes on, or shards are merged.
 *
 * @param format of the results
 * @param call how it was called first; it may differ
 * @param shard which part of the list
 */
public record TraceManifest(
        String format,
        CallJson call,
        String engram,
        ModelJson model,
        PromptsJson prompts,
        String shard,
        ConditionsJson conditions,
        OptionsJson options,
        ComputeJson compute)
        implements ShardedManifest<TraceManifest> {

    public static final String FORMAT = "engram-traces-1";

    public TraceManifest {
        compute = Objects.requireNonNullElse(compute, ComputeJson.DEFAULT);
    }

    @Override
    public TraceManifest of(Shard part) {
        return new TraceManifest(format, call, engram, model, prompts, part.toString(), conditions, options, compute);
    }

    /** The list. */
    record PromptsJson(String file, String sha256, int count, int skipped) {

        static PromptsJson of(PromptList list) {
            return new PromptsJson(
                    String.valueOf(list.file().getFileName()),
                    list.sha256(),
                    list.prompts().size(),
                    list.skipped().size());
        }
    }

    /** What else decides about results. */
    record OptionsJson(String bos, String answers, boolean keepWrong, String draws, String severedDraws) {}
}
