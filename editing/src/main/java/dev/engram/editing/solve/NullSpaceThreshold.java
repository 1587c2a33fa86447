package dev.engram.editing.solve;

/** Under which eigenvalue of C a direction counts as unused by the preserved keys. */
public sealed interface NullSpaceThreshold {

    /** The threshold for a C with this largest eigenvalue. */
    double against(double largestEigenvalue);

    /** What AlphaEdit's code has: 2e-2 whatever the model, which for another model's scale of keys may leave nothing or everything. */
    static NullSpaceThreshold reference() {
        return new Absolute(2e-2);
    }

    /** The same for every C. */
    record Absolute(double eigenvalue) implements NullSpaceThreshold {
        public Absolute {
            requirePositive(eigenvalue);
        }

        @Override
        public double against(double largestEigenvalue) {
            return eigenvalue;
        }
    }

    /** A share of the largest eigenvalue. */
    record Relative(double share) implements NullSpaceThreshold {
        public Relative {
            requirePositive(share);
        }

        @Override
        public double against(double largestEigenvalue) {
            return share * largestEigenvalue;
        }
    }

    private static void requirePositive(double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a null-space threshold of " + value + "; it must be positive and finite");
        }
    }
}
