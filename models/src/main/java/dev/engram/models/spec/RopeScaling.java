package dev.engram.models.spec;

import java.util.List;

/** How a rotary model's frequencies are changed so that it reaches further than it was first trained for. */
public sealed interface RopeScaling {

    /**
     * The factor of one frequency.
     *
     * @param index of the frequency, 0-based, fastest first
     * @param frequency unscaled, in radians per position
     */
    double factor(int index, double frequency);

    /** Frequencies as they are. */
    record None() implements RopeScaling {
        @Override
        public double factor(int index, double frequency) {
            return 1;
        }
    }

    /** All positions divided by a factor. */
    record Linear(double divisor) implements RopeScaling {
        @Override
        public double factor(int index, double frequency) {
            return 1 / divisor;
        }
    }

    /** LLaMA 3: slow frequencies divided, fast ones kept, those between blended by wavelength. */
    record Llama3(double divisor, double lowFrequencyFactor, double highFrequencyFactor, double originalContext)
            implements RopeScaling {
        @Override
        public double factor(int index, double frequency) {
            double turns = originalContext * frequency / (2 * Math.PI);
            if (turns < lowFrequencyFactor) {
                return 1 / divisor;
            }
            if (turns > highFrequencyFactor) {
                return 1;
            }
            double share = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
            return (1 - share) / divisor + share;
        }
    }

    /** A divisor for each frequency, as GGUF files store them. */
    record PerFrequency(List<Double> divisors) implements RopeScaling {
        public PerFrequency {
            divisors = List.copyOf(divisors);
        }

        @Override
        public double factor(int index, double frequency) {
            return 1 / divisors.get(index);
        }
    }
}
