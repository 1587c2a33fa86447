package dev.engram.cli.kept;

/**
 * How the results of a run are made that several machines may share.
 *
 * @param <M> the manifest's own type
 */
public interface ShardedManifest<M> {

    /** Which part of the run. */
    String shard();

    /** The same run over another part. */
    M of(Shard part);
}
