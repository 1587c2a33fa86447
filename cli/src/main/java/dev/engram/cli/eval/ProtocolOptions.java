package dev.engram.cli.eval;

import dev.engram.cli.kept.Shard;
import dev.engram.cli.terminal.Count;
import dev.engram.eval.benchmark.Protocol;
import dev.engram.eval.benchmark.Protocol.ScoreTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By what rule a benchmark is edited, and which part of it here. */
final class ProtocolOptions {

    /** How facts are edited. */
    enum Name {
        ONE_BY_ONE,
        BATCH,
        SEQUENCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "one-by-one",
            description =
                    "one-by-one: each record alone, and taken back; batch: --batch records together, and taken back;"
                            + " sequence: batches on top of each other (default: ${DEFAULT-VALUE}).")
    private Name name = Name.ONE_BY_ONE;

    @Option(names = "--batch", paramLabel = "N", description = "Records of a batch (default: all; in a sequence 1).")
    private @Nullable Integer batch;

    @Option(
            names = "--score-when",
            paramLabel = "WHEN",
            description =
                    "When the records of a sequence are scored: after-each, right after their own edit, or after-all,"
                            + " at the end (default: after-all).")
    private @Nullable ScoreTime scoreWhen;

    @Option(
            names = "--check-every",
            paramLabel = "N",
            description = "In a sequence: after how many records earlier edits are asked again and the model's general"
                    + " ability is read (default: a tenth of the records).")
    private @Nullable Integer checkEvery;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "0/1",
            description =
                    "Edit every N-th batch from the I-th on, counted from 0 (not in a sequence); 'engram eval merge'"
                            + " joins the parts.")
    private String shard = "0/1";

    /** @throws IllegalArgumentException if an option is given that the protocol has no use for */
    Protocol protocol(int records) {
        if (name == Name.ONE_BY_ONE) {
            refuse("--batch", batch);
        }
        if (name != Name.SEQUENCE) {
            refuse("--score-when", scoreWhen);
            refuse("--check-every", checkEvery);
        }
        return switch (name) {
            case ONE_BY_ONE -> new Protocol.OneByOne();
            case BATCH -> new Protocol.Batches(batch == null ? records : batch);
            case SEQUENCE ->
                new Protocol.Sequence(
                        batch == null ? 1 : batch,
                        scoreWhen == null ? ScoreTime.AFTER_ALL : scoreWhen,
                        checkEvery == null ? Math.max(1, records / 10) : checkEvery);
        };
    }

    private void refuse(String option, @Nullable Object given) {
        if (given != null) {
            throw new IllegalArgumentException(option + " " + given + " says nothing of the protocol " + name
                    + "; choose another with --protocol, or leave it out");
        }
    }

    /** The part of the batches that is edited here; each shard has one at least. */
    Shard shard(Protocol rule, int records) {
        Shard part = Shard.parse(shard);
        if (rule instanceof Protocol.Sequence && !part.equals(Shard.ALL)) {
            throw new IllegalArgumentException("--shard " + shard
                    + " of a sequence, whose edits are each on top of those before; shards are of the"
                    + " protocols one-by-one and batch");
        }
        int batches = rule.batches(records).size();
        if (part.count() > batches) {
            throw new IllegalArgumentException("--shard " + shard + " of " + Count.of(batches, "batch", "batches")
                    + "; there can be as many shards at most");
        }
        return part;
    }
}
