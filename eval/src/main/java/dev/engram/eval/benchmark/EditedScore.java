package dev.engram.eval.benchmark;

/**
 * A record's score after its edit.
 *
 * @param method which made the edit
 * @param number of the record in the run, from 0
 * @param edits how many records were edited on the model when it was scored, this one among them
 * @param seconds of this record's edit: of its batch, over the batch's records
 */
public record EditedScore(String method, int number, int edits, RecordScore score, double seconds) {}
