package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownTextTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void characters_that_tokens_share_are_whole_and_special_tokens_have_names() throws IOException {
        Path demo = BundledModels.shipped(folder).find("demo").orElseThrow();
        try (ModelFiles files = ModelFiles.open(demo);
                Tokenizer tokenizer = files.openTokenizer()) {
            List<Integer> shared = tokenizer.encode("東", Tokenizer.Bos.NEVER).ids();
            int bos = tokenizer.bosId().orElseThrow();

            assertThat(shared).hasSizeGreaterThan(1);
            assertThat(ShownText.of(shared, tokenizer)).isEqualTo("東");
            assertThat(ShownText.of(List.of(bos), tokenizer))
                    .isEqualTo(tokenizer.tokenText(bos))
                    .isNotEmpty();
        }
    }
}
