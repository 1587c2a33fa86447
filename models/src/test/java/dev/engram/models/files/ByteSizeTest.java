package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9996, 10.0 kB",
        "548105171, 548 MB",
        "999499999, 999 MB",
        "999500000, 1.00 GB",
        "2471645608, 2.47 GB",
        "5000000000000000, 5000 TB"
    })
    void sizes_print_with_three_digits(long bytes, String expected) {
        assertThat(new ByteSize(bytes)).hasToString(expected);
    }

    @Test
    void nothing_has_less_than_no_bytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(-1)).withMessageContaining("-1");
    }
}
