package dev.engram.editing.value;

import dev.engram.editing.context.TargetPrompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which problems are solved side by side: those whose texts go on for like lengths after their subjects, so that little is padded, and no
 * more than fill a pass.
 */
final class ProblemGroups {

    /** Rows of one pass: from about here on products with the weights are no faster for more. */
    private static final int ROWS = 192;

    private ProblemGroups() {}

    /** The numbers of problems, group by group. */
    static List<List<Integer>> of(List<ValueProblem> problems) {
        List<Integer> byLength = IntStream.range(0, problems.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer number) -> slots(problems.get(number)))
                        .thenComparing(number -> number))
                .toList();
        List<List<Integer>> groups = new ArrayList<>();
        int rows = ROWS;
        for (int number : byLength) {
            ValueProblem problem = problems.get(number);
            int own = (problem.contexts().size() + 1) * slots(problem);
            if (rows + own > ROWS) {
                groups.add(new ArrayList<>());
                rows = 0;
            }
            groups.get(groups.size() - 1).add(number);
            rows += own;
        }
        return groups;
    }

    /** Positions that are run of each text of a problem: from the subject's last token to the last that says something of the target. */
    private static int slots(ValueProblem problem) {
        return problem.contexts().stream().mapToInt(ProblemGroups::slots).max().orElseThrow();
    }

    private static int slots(TargetPrompt context) {
        return context.target().to() - 1 - context.subjectLast();
    }
}
