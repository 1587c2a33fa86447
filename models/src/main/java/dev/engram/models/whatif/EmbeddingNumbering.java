package dev.engram.models.whatif;

import dev.engram.models.BaseRun;
import dev.engram.models.SiteKind;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the rows before the first block: embeddings by token, and the first block's inputs by embedding and position.
 *
 * @param computed the embeddings that are looked up; {@code first} is the token
 * @param input the first block's inputs; {@code first} is the embedding
 */
record EmbeddingNumbering(StageRows embedding, RowList computed, StageRows input) {

    /** Numbers the rows and starts the runs with them. */
    static EmbeddingNumbering of(List<BaseRun> bases, List<NumberedRun> runs) {
        StageRows embedding = new StageRows();
        StageRows input = new StageRows();
        ChangedRows changes = new ChangedRows(runs);
        for (NumberedRun run : runs) {
            if (run.isActive(NumberedRun.EMBEDDING)) {
                int[] rows = run.isBase()
                        ? looked(bases.get(run.base()), embedding, run)
                        : runs.get(run.base()).stage(SiteKind.EMBED).clone();
                changes.apply(run, SiteKind.EMBED, NumberedRun.EMBEDDING, rows, rows.length, embedding);
                int[] in = new int[rows.length];
                Arrays.setAll(in, p -> input.computed(rows[p], p, p, run.index()));
                Arrays.stream(rows).forEach(embedding::use);
                run.setRows(in, 0);
            }
        }
        embedding.useSourcesOfDerived();
        RowList computed = embedding.used(false);
        embedding.placeInOrder(computed);
        input.placeAll();
        return new EmbeddingNumbering(embedding, computed, input);
    }

    private static int[] looked(BaseRun base, StageRows embedding, NumberedRun run) {
        return base.tokens().stream()
                .mapToInt(token -> embedding.computed(token, 0, 0, run.index()))
                .toArray();
    }

    /** The position of each of the first block's inputs. */
    int[] positions() {
        return input.positions();
    }
}
