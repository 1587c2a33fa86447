package dev.engram.models.compute;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a model is computed. */
public sealed interface Device {

    Device CPU = new Cpu();

    /** {@code cpu}, {@code cuda} for the first GPU, {@code cuda:1} for the second. */
    static Device parse(String text) {
        Matcher cuda = Cuda.NAME.matcher(text);
        if (cuda.matches()) {
            String ordinal = cuda.group(1);
            return new Cuda(ordinal == null ? 0 : Integer.parseInt(ordinal));
        }
        if (text.equals(CPU.label())) {
            return CPU;
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no device; there are cpu, cuda (the first GPU) and cuda:N, N from 0 to 99");
    }

    /** As it is given and written: {@code cpu}, {@code cuda:0}. */
    String label();

    /** The machine's own processors. */
    record Cpu() implements Device {
        @Override
        public String label() {
            return "cpu";
        }
    }

    /**
     * A GPU.
     *
     * @param ordinal its number, from 0, as CUDA counts those that it may see
     */
    record Cuda(int ordinal) implements Device {

        private static final Pattern NAME = Pattern.compile("cuda(?::(\\d{1,2}))?");

        @Override
        public String label() {
            return "cuda:" + ordinal;
        }
    }
}
