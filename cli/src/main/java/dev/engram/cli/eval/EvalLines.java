package dev.engram.cli.eval;

import dev.engram.cli.kept.RunFolder;
import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.benchmark.EditedScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The results of an evaluation, by what they are.
 *
 * @param before by the record's number
 * @param edited by the record's number
 * @param checks in the order of the run
 */
record EvalLines(List<EvalLine.Before> before, List<EditedScore> edited, List<AbilityCheck> checks) {

    EvalLines {
        before = before.stream()
                .sorted(Comparator.comparingInt(EvalLine.Before::number))
                .toList();
        edited = edited.stream()
                .sorted(Comparator.comparingInt(EditedScore::number))
                .toList();
        checks = List.copyOf(checks);
    }

    /** Reads those of some folders. */
    static EvalLines read(List<Path> folders) throws IOException {
        List<EvalLine.Before> before = new ArrayList<>();
        List<EditedScore> edited = new ArrayList<>();
        List<AbilityCheck> checks = new ArrayList<>();
        for (Path folder : folders) {
            for (EvalLine line : RunFolder.readResults(folder, EvalLine.class)) {
                if (line instanceof EvalLine.Before score) {
                    before.add(score);
                } else if (line instanceof EvalLine.After score) {
                    edited.add(score.edited());
                } else {
                    checks.add(((EvalLine.Check) line).check());
                }
            }
        }
        return new EvalLines(before, edited, checks);
    }

    /** What one method made. */
    List<EditedScore> editedBy(String method) {
        return edited.stream().filter(score -> score.method().equals(method)).toList();
    }

    /** As one run that takes no batch on top of another writes them: the unedited model's first, then method by method. */
    List<EvalLine> inOrder(List<String> methods) {
        return Stream.<EvalLine>concat(
                        before.stream(),
                        methods.stream()
                                .flatMap(method -> editedBy(method).stream().map(EvalLine.After::new)))
                .toList();
    }
}
