package dev.engram.cli.eval;

import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.Shard;
import dev.engram.cli.kept.ShardedManifest;
import dev.engram.datasets.ChoiceList;
import dev.engram.eval.benchmark.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * How an evaluation is made; one that goes on must be made alike.
 *
 * @param neutralText empty where the model wrote it itself
 * @param multipleChoice questions for the checks of a sequence; empty without
 * @param shard which of its batches
 */
public record EvalManifest(
        String format,
        CallJson call,
        String engram,
        ModelJson model,
        DatasetJson dataset,
        ProtocolJson protocol,
        List<String> methods,
        Map<String, JsonNode> settings,
        String statistics,
        Optional<FileJson> neutralText,
        Optional<ChoicesJson> multipleChoice,
        long seed,
        String shard,
        ComputeJson compute)
        implements ShardedManifest<EvalManifest> {

    public static final String FORMAT = "engram-eval-1";

    public EvalManifest {
        compute = Objects.requireNonNullElse(compute, ComputeJson.DEFAULT);
    }

    /**
     * The records.
     *
     * @param form of its records
     * @param first of the file's good records, from 0
     * @param skipped records of the file that are left out as bad
     */
    record DatasetJson(String file, String sha256, String form, int first, int count, int skipped) {}

    /** A file of multiple-choice questions, and how many there are. */
    record ChoicesJson(String file, String sha256, int questions) {

        static ChoicesJson of(ChoiceList list) {
            return new ChoicesJson(
                    String.valueOf(list.file().getFileName()),
                    list.sha256(),
                    list.questions().size());
        }
    }

    /**
     * By what rule.
     *
     * @param batch how many records are edited at once
     * @param checkEvery after how many records of a sequence the model is checked; empty without checks
     */
    record ProtocolJson(String rule, int batch, OptionalInt checkEvery) {

        static ProtocolJson of(Protocol protocol) {
            return new ProtocolJson(
                    protocol.describe(),
                    protocol.batch(),
                    protocol instanceof Protocol.Sequence sequence
                            ? OptionalInt.of(sequence.checkEvery())
                            : OptionalInt.empty());
        }
    }

    @Override
    public EvalManifest of(Shard other) {
        return new EvalManifest(
                format,
                call,
                engram,
                model,
                dataset,
                protocol,
                methods,
                settings,
                statistics,
                neutralText,
                multipleChoice,
                seed,
                other.toString(),
                compute);
    }
}
