package dev.engram.eval.metrics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfIdfFilesTest {

    @TempDir
    private Path folder;

    private Path frequencies;
    private Path vocabulary;

    @BeforeEach
    void files() throws IOException {
        frequencies = folder.resolve("idf.npy");
        vocabulary = folder.resolve("tfidf_vocab.json");
        Files.write(frequencies, npy(1.5, 2.5));
    }

    @Test
    void each_word_has_the_frequency_at_its_place() throws IOException {
        Files.writeString(vocabulary, "{\"green\": 1, \"red\": 0}");

        assertThat(TfIdfFiles.read(frequencies, vocabulary).weights()).isEqualTo(Map.of("red", 1.5, "green", 2.5));
    }

    @Test
    void files_of_two_vocabularies_are_refused() throws IOException {
        refused("{\"red\": 0, \"green\": 1, \"blue\": 2}", "'blue' has the place 2", "2 numbers");
        refused("{\"red\": 0}", "1 words at 1 places", "2 numbers");
        refused("{\"red\": 0, \"green\": 0}", "2 words at 1 places");
        refused("{\"red\": -1, \"green\": 0}", "'red' has the place -1");
        refused("{\"red\": null, \"green\": 0}", "'red' has the place null");
    }

    @Test
    void what_is_no_vocabulary_is_refused_with_the_files_name() throws IOException {
        refused("[\"red\", \"green\"]", "tfidf_vocab.json", "JSON object of words");
        refused("{\"red\": 0, ", "tfidf_vocab.json", "JSON object of words");
    }

    @Test
    void frequencies_that_cannot_weigh_are_refused_with_the_files_name() throws IOException {
        Files.write(frequencies, npy(1.5, Double.NaN));

        refused("{\"red\": 0, \"green\": 1}", "idf.npy", "'green'", "NaN");
    }

    private void refused(String json, String... problem) throws IOException {
        Files.writeString(vocabulary, json);
        assertThatThrownBy(() -> TfIdfFiles.read(frequencies, vocabulary))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(problem);
    }

    private static byte[] npy(double... values) throws IOException {
        String head = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + values.length + ",), }\n";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length(), 0});
        file.write(head.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer numbers = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asDoubleBuffer().put(values);
        file.write(numbers.array());
        return file.toByteArray();
    }
}
