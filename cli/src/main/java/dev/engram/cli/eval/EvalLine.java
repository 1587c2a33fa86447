package dev.engram.cli.eval;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.engram.datasets.benchmark.TargetIds;
import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.benchmark.EditedScore;
import dev.engram.eval.benchmark.RecordScore;
import java.util.Optional;

/** A line of an evaluation's results. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EvalLine.Before.class, name = "before"),
    @JsonSubTypes.Type(value = EvalLine.After.class, name = "after"),
    @JsonSubTypes.Type(value = EvalLine.Check.class, name = "check")
})
sealed interface EvalLine {

    /**
     * A record's score in the model as it is.
     *
     * @param number of the record in the run, from 0
     * @param targetIds the record's own, by which texts about its new answer are found
     */
    record Before(int number, Optional<TargetIds> targetIds, RecordScore score) implements EvalLine {}

    /** A record's score after its edit. */
    record After(EditedScore edited) implements EvalLine {}

    /** What a sequence has left so far. */
    record Check(AbilityCheck check) implements EvalLine {}
}
