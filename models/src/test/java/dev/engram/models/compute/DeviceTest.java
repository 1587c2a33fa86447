package dev.engram.models.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    @Test
    void names_are_read_and_written() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.CPU);
        assertThat(Device.parse("cuda")).isEqualTo(new Device.Cuda(0));
        assertThat(Device.parse("cuda:12")).isEqualTo(new Device.Cuda(12));
        assertThat(Device.CPU.label()).isEqualTo("cpu");
        assertThat(new Device.Cuda(0).label()).isEqualTo("cuda:0");
        assertThat(Device.parse(new Device.Cuda(3).label())).isEqualTo(new Device.Cuda(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "gpu", "CPU", "cpu:0", "cuda:", "cuda:x", "cuda:-1", "cuda:100", "cuda:0:1", " cuda", "mps"})
    void other_names_are_refused(String name) {
        assertThatThrownBy(() -> Device.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + name + "' is no device; there are cpu, cuda (the first GPU) and cuda:N, N from 0 to 99");
    }
}
