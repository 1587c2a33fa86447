package dev.engram.reports.table;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.table.Column.Kind;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import java.util.List;
import java.util.Optional;

/** What stands in a row and a column of a table, for people and for programs. */
public sealed interface Cell {

    /** For people, on one line. */
    String shown();

    /** For programs, in full: one field, of an estimate three. */
    List<String> fields();

    /** Whether it may stand in a column of this kind. */
    boolean fits(Kind kind);

    /**
     * A text.
     *
     * @param shown without characters that cannot be seen
     * @param exact as it is
     */
    record Text(String shown, String exact) implements Cell {

        public Text {
            exact = WellFormed.of(exact);
        }

        @Override
        public List<String> fields() {
            return List.of(exact);
        }

        @Override
        public boolean fits(Kind kind) {
            return kind == Kind.TEXT;
        }
    }

    /** A whole number. */
    record Count(long value) implements Cell {

        @Override
        public String shown() {
            return fields().get(0);
        }

        @Override
        public List<String> fields() {
            return List.of(Long.toString(value));
        }

        @Override
        public boolean fits(Kind kind) {
            return kind == Kind.COUNT;
        }
    }

    /**
     * A finite number.
     *
     * @param shown rounded
     */
    record Amount(double value, String shown) implements Cell {

        public Amount {
            requireFinite(value);
        }

        @Override
        public List<String> fields() {
            return List.of(Double.toString(value));
        }

        @Override
        public boolean fits(Kind kind) {
            return kind == Kind.NUMBER;
        }
    }

    /** A number with an interval of 95 %, which is absent where one observation says nothing of others. */
    record Estimated(double mean, Optional<Interval> interval) implements Cell {

        public Estimated {
            requireFinite(mean);
        }

        @Override
        public String shown() {
            return rounded(mean)
                    + interval.map(bounds -> " (" + ProbabilityText.interval(bounds) + ")")
                            .orElse("");
        }

        @Override
        public List<String> fields() {
            return List.of(
                    Double.toString(mean),
                    interval.map(bounds -> Double.toString(bounds.low())).orElse(""),
                    interval.map(bounds -> Double.toString(bounds.high())).orElse(""));
        }

        @Override
        public boolean fits(Kind kind) {
            return kind == Kind.ESTIMATE;
        }
    }

    /** Nothing, in a column of some kind. */
    record Absent(Kind kind) implements Cell {

        @Override
        public String shown() {
            return kind == Kind.TEXT ? "" : "–";
        }

        @Override
        public List<String> fields() {
            return kind == Kind.ESTIMATE ? List.of("", "", "") : List.of("");
        }

        @Override
        public boolean fits(Kind other) {
            return kind == other;
        }
    }

    /** A text on one line. */
    static Cell of(String text) {
        return new Text(VisibleText.line(text), text);
    }

    /** A token, whose spaces are shown. */
    static Cell token(String text) {
        return new Text(VisibleText.ofToken(text).plain(), text);
    }

    static Cell of(long count) {
        return new Count(count);
    }

    static Cell of(double value) {
        return new Amount(value, rounded(value));
    }

    static Cell of(Estimate estimate) {
        return new Estimated(estimate.mean(), estimate.interval());
    }

    private static String rounded(double value) {
        return value < 0 ? ProbabilityText.effect(value) : ProbabilityText.of(value);
    }

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a table's cell is " + value + "; what is not defined is absent");
        }
    }
}
