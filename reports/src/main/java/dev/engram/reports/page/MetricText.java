package dev.engram.reports.page;

import dev.engram.tracing.TraceMetric;

/** What the numbers of a page are, in words. */
final class MetricText {

    private MetricText() {}

    static String of(TraceMetric metric) {
        return switch (metric) {
            case PROBABILITY -> "probability of the answer";
            case LOG_PROBABILITY -> "log-probability of the answer";
            case LOGIT_DIFFERENCE -> "logit of the answer minus that of the foil";
        };
    }
}
