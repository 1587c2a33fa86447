package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class KnownDatasetTest {

    @Test
    void each_has_a_name_and_an_address_of_its_own() {
        assertThat(KnownDataset.all()).extracting(KnownDataset::name).doesNotHaveDuplicates();
        assertThat(KnownDataset.all()).extracting(KnownDataset::address).doesNotHaveDuplicates();
        assertThat(KnownDataset.all())
                .extracting(KnownDataset::form)
                .contains("known", "counterfact", "zsre", "knowedit", "mquake", "rippleedits");
    }

    @Test
    void a_name_finds_its_data_set() {
        for (KnownDataset dataset : KnownDataset.all()) {
            assertThat(KnownDataset.find(dataset.name())).contains(dataset);
            assertThat(KnownDataset.named(dataset.name())).isEqualTo(dataset);
        }
        assertThat(KnownDataset.find("CounterFact")).isEmpty();
        assertThatThrownBy(() -> KnownDataset.named("CounterFact"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no data set 'CounterFact'; there are known-1000, counterfact, ");
    }

    @Test
    void what_cannot_be_one_is_refused() {
        URI address = URI.create("https://example.org/x.json");
        assertThatThrownBy(() -> new KnownDataset("../x", "zsre", address, "MIT"))
                .hasMessageContaining("'../x' is no name");
        assertThatThrownBy(() -> new KnownDataset("x", "csv", address, "MIT"))
                .hasMessageContaining("the form 'csv' of x is none of");
        assertThatThrownBy(() -> new KnownDataset("x", "zsre", URI.create("http://example.org"), "MIT"))
                .hasMessageContaining("expected https");
        assertThatThrownBy(() -> new KnownDataset("x", "zsre", address, " "))
                .hasMessageContaining("expected https and a word");
    }
}
