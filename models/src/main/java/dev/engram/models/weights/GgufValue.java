package dev.engram.models.weights;

import java.util.List;

/** A value that goes into a GGUF file's metadata, in the type that readers look for. */
public sealed interface GgufValue {

    /** An unsigned number of 32 bits. */
    record Whole(long value) implements GgufValue {
        public Whole {
            if (value < 0 || value > 0xFFFFFFFFL) {
                throw new IllegalArgumentException(value + " is no unsigned number of 32 bits");
            }
        }
    }

    /** A number of single precision. */
    record Real(double value) implements GgufValue {}

    /** True or false. */
    record Flag(boolean value) implements GgufValue {}

    record Text(String value) implements GgufValue {}

    record Texts(List<String> values) implements GgufValue {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** Signed numbers of 32 bits. */
    record Wholes(List<Integer> values) implements GgufValue {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    /** What another file has under the same key, to the byte. */
    record Copied(GgufFile file) implements GgufValue {}
}
