package dev.engram.tracing.summary;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Effects in sentences: as many decimals for a mean and its interval together as show three digits of the largest. */
final class EffectText {

    private static final int MOST_DECIMALS = 6;

    private final String format;

    private EffectText(double largest) {
        int decimals = largest == 0 ? 2 : 2 - (int) Math.floor(Math.log10(largest));
        format = decimals > MOST_DECIMALS ? "%.1e" : "%." + Math.max(0, decimals) + "f";
    }

    /** A mean with its sign: {@code +0.187}. */
    static String mean(Estimate estimate) {
        return of(estimate).signed(estimate.mean());
    }

    /** A mean and, if it has one, its interval: {@code +0.187 (95 % interval 0.160 to 0.214)}. */
    static String withInterval(Estimate estimate) {
        return mean(estimate)
                + interval(estimate).map(text -> " (" + text + ")").orElse("");
    }

    /** An interval: {@code 95 % interval 0.160 to 0.214}. */
    static Optional<String> interval(Estimate estimate) {
        EffectText text = of(estimate);
        return estimate.interval()
                .map(bounds -> "95 % interval " + text.plain(bounds.low()) + " to " + text.plain(bounds.high()));
    }

    private static EffectText of(Estimate estimate) {
        DoubleStream bounds = estimate.interval().stream().flatMapToDouble(it -> DoubleStream.of(it.low(), it.high()));
        return new EffectText(DoubleStream.concat(DoubleStream.of(estimate.mean()), bounds)
                .map(Math::abs)
                .max()
                .orElseThrow());
    }

    private String signed(double value) {
        return (value > 0 ? "+" : "") + plain(value);
    }

    private String plain(double value) {
        String magnitude = String.format(Locale.ROOT, format, Math.abs(value)).replace("e-0", "e-");
        return (value < 0 && magnitude.matches(".*[1-9].*") ? "−" : "") + magnitude;
    }
}
