package dev.engram.models.catalog;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.List;

/** Programs of this machine, as processes that read nothing and are ended when the waiting thread is interrupted. */
final class ProcessPrograms implements Programs {

    private static final int KEPT_CHARACTERS = 4000;

    @Override
    public Ended run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output;
            try (Reader reader = new InputStreamReader(process.getInputStream(), Charset.defaultCharset())) {
                output = end(reader);
            }
            return new Ended(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
        } finally {
            process.destroy();
        }
    }

    private static String end(Reader reader) throws IOException {
        StringBuilder kept = new StringBuilder();
        char[] buffer = new char[KEPT_CHARACTERS];
        for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
            kept.append(buffer, 0, read);
            kept.delete(0, Math.max(0, kept.length() - KEPT_CHARACTERS));
        }
        return kept.toString();
    }
}
