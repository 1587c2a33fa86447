package dev.engram.cli.eval;

import dev.engram.cli.kept.Shard;
import dev.engram.datasets.ChoiceList;
import dev.engram.datasets.ChoiceQuestion;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.eval.benchmark.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an evaluation is to do, whatever the methods.
 *
 * @param part of the protocol's batches
 * @param records all of them
 * @param choices asked at the checks of a sequence
 */
record EvalPlan(Protocol protocol, Shard part, List<BenchmarkRecord> records, Optional<ChoiceList> choices) {

    EvalPlan {
        records = List.copyOf(records);
    }

    /** The numbers of the records that are edited here. */
    List<Integer> numbers() {
        List<List<Integer>> batches = protocol.batches(records.size());
        return IntStream.range(0, batches.size())
                .filter(part::has)
                .mapToObj(batches::get)
                .flatMap(List::stream)
                .toList();
    }

    List<ChoiceQuestion> questions() {
        return choices.map(ChoiceList::questions).orElse(List.of());
    }

    /** How many lines of results there will be. */
    int lines(int methods) {
        int edited = numbers().size();
        int checks = protocol instanceof Protocol.Sequence sequence
                ? (records.size() + sequence.checkEvery() - 1) / sequence.checkEvery()
                : 0;
        return edited + methods * (edited + checks);
    }
}
