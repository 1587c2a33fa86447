package dev.engram.editing.statistics;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The head of an array in NumPy's format (numpy.lib.format), versions 1 to 3: magic, version, length, and a Python literal, padded to a
 * multiple of 64 bytes.
 *
 * @param type NumPy's code, such as {@code <f8}
 * @param shape empty for a single number
 * @param bytes how long the head is
 */
record NpyHeader(String type, List<Long> shape, int bytes) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int PREFIX_BYTES = MAGIC.length + 2 + Short.BYTES;
    private static final int WIDE_PREFIX_BYTES = MAGIC.length + 2 + Integer.BYTES;
    /** NumPy's own limit on a literal that it evaluates. */
    private static final int MAX_LITERAL_BYTES = 10_000;

    private static final int MAX_DIGITS = 18;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']{1,40})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9,\\s]*)\\)");

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /**
     * Reads a head, and leaves the stream at the array's first byte.
     *
     * @throws NpyFormatException if it is none, or of an array in Fortran's order
     */
    static NpyHeader read(DataInputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new NpyFormatException("is no NumPy array");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        if (version < 1 || version > 3) {
            throw new NpyFormatException("has NumPy's format " + version + ", of which 1 to 3 are known");
        }
        long length = version == 1
                ? Short.toUnsignedLong(Short.reverseBytes(in.readShort()))
                : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        if (length > MAX_LITERAL_BYTES) {
            throw new NpyFormatException("has a head of " + length + " bytes");
        }
        Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        byte[] literal = in.readNBytes((int) length);
        if (literal.length < length) {
            throw new NpyFormatException("ends in its head");
        }
        String text = new String(literal, charset);
        if (field(ORDER, text).equals("True")) {
            throw new NpyFormatException("is in Fortran's order, not in C's");
        }
        int prefix = version == 1 ? PREFIX_BYTES : WIDE_PREFIX_BYTES;
        return new NpyHeader(field(TYPE, text), dimensions(field(SHAPE, text)), prefix + (int) length);
    }

    /**
     * Which of two types the numbers have.
     *
     * @return whether it is the first
     * @throws NpyFormatException if it is neither
     */
    boolean isOneOf(String first, String second) throws NpyFormatException {
        if (!type.equals(first) && !type.equals(second)) {
            throw new NpyFormatException("holds numbers of the type " + type + ", not " + first + " or " + second);
        }
        return type.equals(first);
    }

    /** The head of an array in C's order, format 1. */
    static byte[] encode(String type, List<Long> shape) {
        // Python's way to tell a tuple of one from a number in brackets.
        String dimensions =
                shape.stream().map(String::valueOf).collect(Collectors.joining(", ")) + (shape.size() == 1 ? "," : "");
        String literal = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
        int unpadded = PREFIX_BYTES + literal.length() + 1;
        String padded = literal + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        byte[] head = new byte[PREFIX_BYTES + padded.length()];
        System.arraycopy(MAGIC, 0, head, 0, MAGIC.length);
        head[MAGIC.length] = 1;
        head[PREFIX_BYTES - 2] = (byte) padded.length();
        head[PREFIX_BYTES - 1] = (byte) (padded.length() >> Byte.SIZE);
        System.arraycopy(padded.getBytes(StandardCharsets.ISO_8859_1), 0, head, PREFIX_BYTES, padded.length());
        return head;
    }

    private static String field(Pattern pattern, String literal) throws NpyFormatException {
        Matcher matcher = pattern.matcher(literal);
        if (!matcher.find()) {
            throw new NpyFormatException("has a head that is not understood: " + literal.strip());
        }
        return matcher.group(1);
    }

    private static List<Long> dimensions(String tuple) throws NpyFormatException {
        List<String> parts = Arrays.stream(tuple.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        for (String part : parts) {
            if (part.length() > MAX_DIGITS || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new NpyFormatException("has the shape (" + tuple + ")");
            }
        }
        return parts.stream().map(Long::valueOf).toList();
    }
}
