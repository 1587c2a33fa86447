package dev.engram.models.files;

import java.util.List;
import java.util.Locale;

/** A number of bytes that prints for people: in decimal units, as hubs and disks count, with three digits. */
public record ByteSize(long bytes) {

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");
    private static final double STEP = 1000;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size of " + bytes + " bytes");
        }
    }

    public ByteSize plus(ByteSize other) {
        return new ByteSize(bytes + other.bytes);
    }

    @Override
    public String toString() {
        if (bytes < STEP) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes / STEP;
        int unit = 0;
        // 999.5 would print as 1000.
        while (value >= STEP - 0.5 && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS.get(unit));
    }
}
