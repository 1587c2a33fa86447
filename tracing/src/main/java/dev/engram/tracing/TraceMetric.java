package dev.engram.tracing;

import dev.engram.models.BaseRun.Readout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a trace watches; each cell is its mean over the noise draws. */
public enum TraceMetric {
    /** The probability of the answer, of all its tokens where it has several: the reference's. */
    PROBABILITY("probability"),
    /** Its natural logarithm, in nats. Unlike the probability it shows what pushes an unlikely answer up or down. */
    LOG_PROBABILITY("log-probability"),
    /** The logit of the answer's first token minus that of a foil (recommended by Zhang and Nanda 2024). */
    LOGIT_DIFFERENCE("logit-difference");

    private final String label;

    TraceMetric(String label) {
        this.label = label;
    }

    /** The name in files and options. */
    public String label() {
        return label;
    }

    /** The metric with a label. */
    public static TraceMetric parse(String label) {
        for (TraceMetric metric : values()) {
            if (metric.label.equals(label)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("'" + label + "' is none of "
                + Arrays.stream(values()).map(metric -> metric.label).collect(Collectors.joining(", ")));
    }

    /** What has to be read of each run, whose prompt has {@code length} tokens. */
    List<Readout> readouts(TracedAnswer answer, int length) {
        if (this == LOGIT_DIFFERENCE) {
            int foil = answer.foil()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "a logit difference needs a foil: the token that the answer is compared with"))
                    .id();
            if (foil == answer.ids().get(0)) {
                throw new IllegalArgumentException("the answer '" + answer.text()
                        + "' and the foil begin with the same token, so that their logits cannot differ");
            }
            return List.of(new Readout(length - 1, answer.ids().get(0)), new Readout(length - 1, foil));
        }
        return IntStream.range(0, answer.ids().size())
                .mapToObj(i -> new Readout(length - 1 + i, answer.ids().get(i)))
                .toList();
    }

    /** The value of one run, from the log-probabilities of its readouts. */
    double of(List<Double> logProbabilities) {
        if (this == LOGIT_DIFFERENCE) {
            return logProbabilities.get(0) - logProbabilities.get(1); // both have the same normaliser
        }
        double sum = logProbabilities.stream().mapToDouble(Double::doubleValue).sum();
        return this == PROBABILITY ? Math.exp(sum) : sum;
    }

    /** Refuses a value that no run can have. */
    double require(String name, double value) {
        boolean possible = switch (this) {
            case PROBABILITY -> value >= 0 && value <= 1 + 1e-6; // a float32 softmax may round to just above 1
            case LOG_PROBABILITY -> value > Double.NEGATIVE_INFINITY && value <= 1e-6;
            case LOGIT_DIFFERENCE -> Double.isFinite(value);
        };
        if (!possible) {
            throw new IllegalArgumentException("the " + name + " value " + value + " is no " + label);
        }
        return value;
    }
}
