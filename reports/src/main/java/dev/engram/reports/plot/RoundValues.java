package dev.engram.reports.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** About five values between two others that are round: multiples of 1, 2 or 5 times a power of ten. */
record RoundValues(double low, double high) {

    private static final double ABOUT = 5;
    private static final double LEAST_RELATIVE_SPAN = 1e-9;

    /** A value as it is written on an axis. */
    record Round(double value, String text) {}

    /** The values, ascending; none where the ends lie too near to each other. */
    List<Round> list() {
        List<Round> values = new ArrayList<>();
        double span = high - low;
        if (span <= LEAST_RELATIVE_SPAN * Math.abs(high)) {
            return values; // doubles could not count from one to the next
        }
        double power = Math.pow(10, Math.floor(Math.log10(span / ABOUT)));
        double factor = span / ABOUT / power - 1e-9; // a step that is round but for rounding stays
        double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        String format = decimals <= 4 ? "%." + decimals + "f" : "%.1e";
        for (double k = Math.ceil(low / step); k * step <= high; k++) {
            double value = k * step + 0.0; // no minus before zero
            values.add(
                    new Round(value, String.format(Locale.ROOT, format, value).replace("e-0", "e-")));
        }
        return values;
    }
}
