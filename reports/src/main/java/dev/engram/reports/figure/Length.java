package dev.engram.reports.figure;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A length on paper or on a screen, such as {@code 14cm}: more than nothing, and at most five metres. */
public record Length(double value, Unit unit) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)\\s*([a-z]+)");
    private static final double MOST_POINTS = 14_400; // what PDF allows a page's side

    /** What lengths are measured in, as CSS has it: a pixel is a 96th of an inch. */
    public enum Unit {
        CM(72 / 2.54),
        MM(72 / 25.4),
        IN(72),
        PT(1),
        PX(0.75);

        private final double points;

        Unit(double points) {
            this.points = points;
        }

        String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Length {
        double points = value * unit.points;
        if (!(points > 0 && points <= MOST_POINTS)) {
            throw new IllegalArgumentException("a length of " + value + unit.suffix()
                    + "; it must be more than nothing and at most " + (int) MOST_POINTS + "pt");
        }
    }

    /**
     * A length as CSS writes it: {@code 14cm}, {@code 5.5in}, {@code 400px}.
     *
     * @throws IllegalArgumentException if it is none; the message says what one looks like
     */
    public static Length parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            for (Unit unit : Unit.values()) {
                if (unit.suffix().equals(matcher.group(2))) {
                    return new Length(Double.parseDouble(matcher.group(1)), unit);
                }
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no length; write a number and one of "
                + Arrays.stream(Unit.values()).map(Unit::suffix).collect(Collectors.joining(", "))
                + ", such as 14cm");
    }

    /** In points, 72 to the inch. */
    public double points() {
        return value * unit.points;
    }

    /** This length a number of times, in the same unit. */
    Length times(double factor) {
        return new Length(value * factor, unit);
    }

    /** As CSS writes it, to a ten-thousandth. */
    @Override
    public String toString() {
        BigDecimal rounded = BigDecimal.valueOf(Math.round(value * 10_000), 4).stripTrailingZeros();
        return rounded.toPlainString() + unit.suffix();
    }
}
