package dev.engram.models.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A pip that makes a small wheel rather than download one, and remembers how it was called. */
final class FakePip implements Programs {

    final List<List<String>> calls = new ArrayList<>();
    private final Map<String, String> members = new LinkedHashMap<>();
    private final Set<String> programs;
    private int code;
    private String output = "";

    /** @param programs those that the machine has */
    FakePip(String... programs) {
        this.programs = Set.of(programs);
    }

    FakePip packs(String member, String text) {
        members.put(member, text);
        return this;
    }

    FakePip fails(String message) {
        code = 1;
        output = message;
        return this;
    }

    @Override
    public Ended run(List<String> command) throws IOException {
        if (!programs.contains(command.get(0))) {
            throw new IOException("Cannot run program \"" + command.get(0) + "\"");
        }
        calls.add(command);
        if (command.contains("--version")) {
            return new Ended(0, "pip 25");
        }
        if (code == 0) {
            Path folder = Path.of(command.get(command.indexOf("--dest") + 1));
            try (OutputStream file = Files.newOutputStream(folder.resolve("package-1-py3-none-any.whl"))) {
                write(file);
            }
        }
        return new Ended(code, output);
    }

    /** The same bytes each time: the entries bear a fixed date. */
    void write(OutputStream file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> member : members.entrySet()) {
                ZipEntry entry = new ZipEntry(member.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(member.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
