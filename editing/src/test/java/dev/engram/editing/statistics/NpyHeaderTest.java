package dev.engram.editing.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {

    private static NpyHeader read(byte[] bytes) throws IOException {
        return NpyHeader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] head(int version, String literal) {
        byte[] text = literal.getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = new byte[10 + text.length];
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0}, 0, head, 0, 8);
        head[8] = (byte) text.length;
        head[9] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, head, 10, text.length);
        return head;
    }

    @Test
    void what_is_written_is_read() throws IOException {
        for (List<Long> shape : List.of(List.<Long>of(), List.of(3L), List.of(1536L, 1536L))) {
            byte[] head = NpyHeader.encode("<f8", shape);
            assertThat(head.length % 64).isZero();
            assertThat(read(head)).isEqualTo(new NpyHeader("<f8", shape, head.length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(2,2)", "(2, 2)", "(2, 2, )", "( 2 ,2 )"})
    void spaces_do_not_matter(String shape) throws IOException {
        String literal = "{'descr':'<f4','fortran_order':False,'shape':" + shape + "}";

        assertThat(read(head(1, literal))).isEqualTo(new NpyHeader("<f4", List.of(2L, 2L), 10 + literal.length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), } | is in Fortran's order",
                "{'descr': '<f4', 'shape': (2, 2), } | has a head that is not understood: {'descr'",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2), } | not understood",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 2), } | not understood",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2), } | has the shape (9",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2 2), } | has the shape (2 2)",
            })
    void what_is_not_read_is_refused(String literal, String problem) {
        assertThatThrownBy(() -> read(head(1, literal)))
                .isInstanceOf(NpyFormatException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void other_formats_are_refused() {
        assertThatThrownBy(() -> read("PK\3\4 and more".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("is no NumPy array");
        assertThatThrownBy(() -> read(head(4, "{}"))).hasMessageContaining("NumPy's format 4");
        byte[] huge = head(2, "{}");
        huge[11] = 0x7f;
        assertThatThrownBy(() -> read(huge)).hasMessageContaining("has a head of");
    }

    @Test
    void a_head_that_is_cut_off_is_refused() {
        byte[] head = NpyHeader.encode("<f8", List.of(2L, 2L));
        for (int length : new int[] {0, 5, 7, 9, 40}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(head, length))).isInstanceOf(IOException.class);
        }
    }
}
