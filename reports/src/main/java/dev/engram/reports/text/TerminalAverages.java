package dev.engram.reports.text;

import dev.engram.reports.DisplayWidth;
import dev.engram.reports.RolePeak;
import dev.engram.tracing.summary.AverageEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Averages in words and numbers for a terminal: what was found, then each token role's peak with its interval and how much was averaged. */
public final class TerminalAverages {

    private static final List<String> HEADS =
            List.of("token role", "tokens", "facts", "best layer", "effect", "95 % interval", "may be best");

    private TerminalAverages() {}

    /** The text, with a line end after each line. */
    public static String render(AverageEffects averages) {
        List<List<String>> lines = new ArrayList<>(List.of(HEADS));
        RolePeak.all(averages).forEach(peak -> lines.add(line(peak)));
        List<Integer> widths = IntStream.range(0, HEADS.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> DisplayWidth.of(line.get(column)))
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
        StringBuilder out = new StringBuilder(averages.finding()).append('\n');
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String cell = line.get(column);
                String room = " ".repeat(widths.get(column) - DisplayWidth.of(cell));
                boolean words = column == 0 || column == line.size() - 1;
                text.append(words ? cell + room : room + cell).append("  ");
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static List<String> line(RolePeak peak) {
        return List.of(
                peak.role().label() + (peak.role().ofSubject() ? " *" : ""),
                Integer.toString(peak.effects().tokens()),
                Integer.toString(peak.effects().prompts()),
                Integer.toString(peak.peak().layer()),
                peak.effect(),
                peak.interval(),
                peak.contenders());
    }
}
