package dev.engram.models.family;

import dev.engram.models.spec.RopeScaling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The divisors of a rotary model's frequencies, which GGUF files have in place of the scaling that they were computed from. For LLaMA 3's
 * scaling there is a way back: its slowest frequency is divided by the factor, and one that is blended tells the original context.
 *
 * @param divisors one for each frequency, fastest first
 * @param theta the frequencies' base
 */
record RopeDivisors(List<Double> divisors, double theta) {

    /** What all LLaMA 3 models have; the writer of such files takes them for granted, too. */
    private static final double LOW_FREQUENCY_FACTOR = 1;

    private static final double HIGH_FREQUENCY_FACTOR = 4;

    /** The divisors are computed and stored in single precision. */
    private static final double RELATIVE_ERROR = 1e-5;

    RopeDivisors {
        divisors = List.copyOf(divisors);
    }

    /** The scaling in a configuration's terms: LLaMA 3's where the divisors are its own, else the divisors themselves. */
    Map<String, Object> settings() {
        Map<String, Object> plain = Map.of("rope_type", "divisors", "divisors", divisors);
        return llama3().<Map<String, Object>>map(scaling -> Map.of(
                        "rope_type", "llama3",
                        "factor", scaling.divisor(),
                        "low_freq_factor", scaling.lowFrequencyFactor(),
                        "high_freq_factor", scaling.highFrequencyFactor(),
                        "original_max_position_embeddings", scaling.originalContext()))
                .orElse(plain);
    }

    private Optional<RopeScaling.Llama3> llama3() {
        return IntStream.range(0, divisors.size())
                .filter(i -> divisors.get(i) > 1)
                .mapToObj(this::scaling)
                .findFirst()
                .filter(this::givesTheDivisors);
    }

    /** LLaMA 3's scaling, if it is that: the share by which the first divided frequency is blended tells its turns in the original context. */
    private RopeScaling.Llama3 scaling(int firstDivided) {
        double factor = divisors.get(divisors.size() - 1);
        double share = (1 / divisors.get(firstDivided) - 1 / factor) / (1 - 1 / factor);
        double turns = LOW_FREQUENCY_FACTOR + share * (HIGH_FREQUENCY_FACTOR - LOW_FREQUENCY_FACTOR);
        double context = turns * 2 * Math.PI / frequency(firstDivided);
        // Where none is blended, that is a bound, and all contexts below it that keep the faster frequencies mean the
        // same.
        double whole = share == 0 ? Math.floor(context) : Math.rint(context);
        return new RopeScaling.Llama3(factor, LOW_FREQUENCY_FACTOR, HIGH_FREQUENCY_FACTOR, whole);
    }

    private boolean givesTheDivisors(RopeScaling scaling) {
        return IntStream.range(0, divisors.size())
                .allMatch(i -> Math.abs(scaling.factor(i, frequency(i)) * divisors.get(i) - 1) < RELATIVE_ERROR);
    }

    private double frequency(int index) {
        return Math.pow(theta, -(double) index / divisors.size());
    }
}
