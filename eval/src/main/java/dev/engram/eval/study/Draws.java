package dev.engram.eval.study;

import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import dev.engram.tracing.summary.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The facts of a study as they are, drawn again and again, and with their effects exchanged among them: all intervals are of the same draws. */
final class Draws {

    /** Exchanges that change nothing must count as large, however the sums were rounded. */
    private static final double ROUNDING = 1e-9;

    private final Profiles profiles;
    private final Drawn whole;
    private final List<Drawn> drawn = new ArrayList<>();
    private final List<Drawn> exchanged = new ArrayList<>();

    Draws(Profiles profiles, Resampling resampling) {
        this.profiles = profiles;
        whole = Drawn.all(profiles);
        if (profiles.count() > 1) {
            resampling.draw(profiles.count(), times -> drawn.add(new Drawn(profiles, times)));
            Random random = new Random(resampling.seed()); // specified to the bit, unlike newer generators
            for (int i = 0; i < resampling.resamples(); i++) {
                exchanged.add(Drawn.all(profiles.exchanged(random)));
            }
        }
    }

    Estimate mean(ToDoubleFunction<Drawn> number) {
        double[] values = drawn.stream().mapToDouble(number).toArray();
        return new Estimate(
                number.applyAsDouble(whole),
                values.length == 0 ? Optional.empty() : Optional.of(Interval.ofDraws(values)));
    }

    Optional<Statistic> statistic(Function<Drawn, OptionalDouble> number) {
        OptionalDouble value = number.apply(whole);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        double[] values = defined(drawn, number);
        boolean mostly = values.length > 0 && 2 * values.length >= drawn.size();
        return Optional.of(
                new Statistic(value.getAsDouble(), mostly ? Optional.of(Interval.ofDraws(values)) : Optional.empty()));
    }

    /**
     * What the effect adds, and what it would add by chance.
     *
     * @param share never negative, so that an interval around it could not say whether it is any
     */
    Optional<AddedShare> added(Function<Drawn, OptionalDouble> share) {
        return statistic(share)
                .filter(found -> profiles.count() >= FactProfile.LEAST_PAIRS)
                .map(found -> {
                    double[] byChance = defined(exchanged, share);
                    long asLarge = Arrays.stream(byChance)
                            .filter(other -> other >= found.value() * (1 - ROUNDING))
                            .count();
                    return new AddedShare(
                            found, Interval.ofDraws(byChance).high(), (1.0 + asLarge) / (1 + byChance.length));
                });
    }

    private static double[] defined(List<Drawn> draws, Function<Drawn, OptionalDouble> number) {
        return draws.stream()
                .map(number)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
    }

    /**
     * The layers whose number cannot be told from the best one's, that included: the interval of the difference has zero in it, or there are too few
     * facts for one.
     */
    List<Integer> contenders(LayerNumber number, int best) {
        return IntStream.range(0, profiles.layers())
                .filter(layer -> profiles.count() < FactProfile.LEAST_PAIRS
                        || layer == best
                        || mean(draw -> number.of(draw, layer) - number.of(draw, best))
                                .interval()
                                .map(bounds -> bounds.contains(0))
                                .orElse(true))
                .boxed()
                .toList();
    }

    /** A number of a draw in each layer. */
    interface LayerNumber {
        double of(Drawn draw, int layer);
    }
}
