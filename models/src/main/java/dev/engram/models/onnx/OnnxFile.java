package dev.engram.models.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.engram.models.weights.CheckpointException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an ONNX file says of itself, read as a stream so that its weights stay on disk: checked before a runtime is given it.
 *
 * @param operatorSets the version of each set of operators, by its domain; the standard one's is empty
 * @param dataFiles files with weights outside of it, which all lie in its directory
 */
public record OnnxFile(Path file, SortedMap<String, Long> operatorSets, SortedSet<Path> dataFiles) {

    public OnnxFile {
        operatorSets = Collections.unmodifiableSortedMap(new TreeMap<>(operatorSets));
        dataFiles = Collections.unmodifiableSortedSet(new TreeSet<>(dataFiles));
    }

    /**
     * Reads a file.
     *
     * @throws CheckpointException if it is no ONNX file, damaged, or has weights outside its directory, or in places that are not there
     */
    public static OnnxFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file, Files.exists(file) ? "is not a regular file" : "there is no such file");
        }
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE) {
            throw new CheckpointException(
                    file,
                    "has " + size + " bytes, and an ONNX file can have " + Integer.MAX_VALUE
                            + " at most; larger weights lie beside it, as external data");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Scan scan = new Scan(file, CodedInputStream.newInstance(in));
            scan.message(Message.MODEL, 0);
            if (!scan.hasGraph || scan.operatorSets.isEmpty()) {
                throw new CheckpointException(file, "is no ONNX model: it has no graph, or names no operators");
            }
            return new OnnxFile(file, scan.operatorSets, scan.dataFiles);
        } catch (InvalidProtocolBufferException e) {
            throw new CheckpointException(file, "is no ONNX file, or is damaged: " + e.getMessage());
        }
    }

    /** The kinds of message on the way to a tensor, and the fields by which one leads to the next. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE_TENSOR,
        FUNCTION;

        private static final Map<Message, Map<Integer, Message>> INSIDE = Map.of(
                MODEL, Map.of(7, GRAPH, 25, FUNCTION),
                GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR),
                NODE, Map.of(5, ATTRIBUTE),
                ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR),
                TENSOR, Map.of(),
                SPARSE_TENSOR, Map.of(1, TENSOR, 2, TENSOR),
                FUNCTION, Map.of(7, NODE));

        Map<Integer, Message> inside() {
            return INSIDE.getOrDefault(this, Map.of());
        }
    }

    /** One reading of a file. */
    private static final class Scan {

        private static final int MOST_NESTED = 60;

        private final Path file;
        private final CodedInputStream in;
        private final SortedMap<String, Long> operatorSets = new TreeMap<>();
        private final SortedSet<Path> dataFiles = new TreeSet<>();
        private boolean hasGraph;

        Scan(Path file, CodedInputStream in) {
            this.file = file;
            this.in = in;
        }

        void message(Message kind, int depth) throws IOException {
            if (depth > MOST_NESTED) {
                throw new CheckpointException(file, "nests graphs more than " + MOST_NESTED + " messages deep");
            }
            hasGraph |= kind == Message.GRAPH;
            ExternalData external = new ExternalData();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                Message inner = kind.inside().get(field);
                if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    in.skipField(tag);
                } else if (inner != null) {
                    nested(() -> message(inner, depth + 1));
                } else if (kind == Message.MODEL && field == 8) {
                    nested(this::operatorSet);
                } else if (kind == Message.TENSOR && field == 8) {
                    external.tensor = in.readString();
                } else if (kind == Message.TENSOR && field == 13) {
                    nested(() -> entry(external));
                } else {
                    in.skipField(tag);
                }
            }
            external.check(this);
        }

        /** A message inside another. */
        @FunctionalInterface
        private interface Nested {
            void read() throws IOException;
        }

        private void nested(Nested message) throws IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            message.read();
            if (in.getBytesUntilLimit() != 0) { // the end of the file looks like that of a message
                throw new CheckpointException(
                        file,
                        "is no ONNX file, or is damaged: it ends " + in.getBytesUntilLimit() + " bytes too early");
            }
            in.popLimit(limit);
        }

        private void operatorSet() throws IOException {
            String domain = "";
            long version = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> domain = in.readString();
                    case 2 -> version = in.readInt64();
                    default -> in.skipField(tag);
                }
            }
            operatorSets.put(domain, version);
        }

        private void entry(ExternalData external) throws IOException {
            String key = "";
            String value = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> key = in.readString();
                    case 2 -> value = in.readString();
                    default -> in.skipField(tag);
                }
            }
            external.entries.put(key, value);
        }
    }

    /** Where a tensor says that its data lie, if not in the file itself. */
    private static final class ExternalData {

        private final Map<String, String> entries = new TreeMap<>();
        private String tensor = "";

        void check(Scan scan) throws IOException {
            if (entries.isEmpty()) {
                return;
            }
            Path data = place(scan.file);
            if (!Files.isRegularFile(data)) {
                throw new CheckpointException(
                        scan.file, tensor, "has its data in '" + entries.get("location") + "', which is not there");
            }
            long size = Files.size(data);
            long offset = number(scan.file, "offset", 0);
            long length = number(scan.file, "length", Math.max(0, size - offset));
            if (offset < 0 || length < 0 || offset > size || length > size - offset) {
                throw new CheckpointException(
                        scan.file,
                        tensor,
                        "has its data at byte " + offset + " of " + data.getFileName() + ", " + length
                                + " bytes long, and that file has " + size);
            }
            scan.dataFiles.add(data);
        }

        private Path place(Path file) throws CheckpointException {
            String location = entries.getOrDefault("location", "");
            Path directory = file.toAbsolutePath().normalize().getParent();
            try {
                if (directory != null && !location.isEmpty() && location.indexOf('\\') < 0) {
                    Path place = directory.resolve(location).normalize();
                    if (place.startsWith(directory) && !Path.of(location).isAbsolute()) {
                        return place;
                    }
                }
            } catch (InvalidPathException unusable) {
                // Refused with the others.
            }
            throw new CheckpointException(
                    file,
                    tensor,
                    "has its data in '" + location + "'; only files in the model's own directory are read");
        }

        private long number(Path file, String key, long otherwise) throws CheckpointException {
            String value = entries.get(key);
            try {
                return value == null ? otherwise : Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new CheckpointException(
                        file, tensor, "gives '" + value + "' as the " + key + " of its data, which is no number");
            }
        }
    }
}
