package dev.engram.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.SecondMoments;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.Tensor;
import dev.engram.models.engine.reference.ReferenceEngine;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What second moments ask of the engine. */
class SiteMomentsTest {

    private final Engine reference = new ReferenceEngine(TinyModels.llama(2));
    private final List<String> calls = new ArrayList<>();

    /** The reference engine, writing down what it is asked for, with the first argument of each. */
    private final Engine noted = (Engine) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                calls.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
                return method.getName().equals("outerProductSum")
                        ? new NoNumbers()
                        : method.invoke(reference, arguments);
            });

    private final Site key = new Site(SiteKind.MLP_POST, 0);

    @Test
    void a_pass_stops_after_the_last_wanted_layer_and_brings_nothing_to_the_heap() {
        try (SecondMoments moments = new SiteMoments(noted, Set.of(key))) {
            moments.add(List.of(List.of(1, 2, 3), List.of(4)));
        }

        assertThat(calls).contains("mlpPost 0").doesNotContain("attention 1", "queryKeyValue 1", "mlp 1");
        assertThat(calls).noneMatch(call -> call.startsWith("download") || call.startsWith("unembed"));
    }

    @Test
    void sums_that_are_no_numbers_are_refused() {
        try (SecondMoments moments = new SiteMoments(noted, Set.of(key))) {
            assertThatThrownBy(() -> moments.sum(key))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("the second moment of blocks.0.mlp.post holds NaN");
        }
    }

    private static final class NoNumbers implements OuterProductSum {
        @Override
        public void add(Tensor rows) {}

        @Override
        public double[] values() {
            return new double[] {1, Double.NaN};
        }

        @Override
        public void close() {}
    }
}
