package dev.engram.models.engine.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions in PyTorch's scripting language, compiled from text: a way to the operators that DJL's own binding does not have (RMS norm,
 * fused activations, packed products), and to several of them in one call.
 */
final class TorchScript implements AutoCloseable {

    /** The pickled module that goes with the code: an instance of {@code __torch__.Kernels} with the two attributes of any module. */
    private static final String MODULE =
            "\u0080\u0002c__torch__\nKernels\nq\u0000)\u0081}(X\u0008\u0000\u0000\u0000trainingq\u0001\u0089"
                    + "X\u0016\u0000\u0000\u0000_is_full_backward_hookq\u0002Nubq\u0003.";

    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private final Model model;
    private final PtSymbolBlock block;

    private TorchScript(Model model) {
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
    }

    /**
     * Compiles resources beside this class: one after the other they define the module class {@code Kernels}.
     *
     * @param device whose tensors it is called with
     * @throws IllegalStateException if this PyTorch build does not know an operator that the code names
     */
    static TorchScript compile(Device device, String... resources) {
        Model model = Model.newInstance("kernels", device, "PyTorch");
        try {
            model.load(new ByteArrayInputStream(archive(source(resources))));
            return new TorchScript(model);
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException(e);
        } catch (MalformedModelException | RuntimeException e) {
            model.close();
            throw new IllegalStateException("PyTorch does not compile " + List.of(resources), e);
        }
    }

    private static byte[] source(String... resources) throws IOException {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        for (String resource : resources) {
            try (InputStream part = TorchScript.class.getResourceAsStream(resource)) {
                part.transferTo(source);
            }
        }
        return source.toByteArray();
    }

    private static byte[] archive(byte[] code) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, "kernels/version", "10\n".getBytes(StandardCharsets.ISO_8859_1));
            write(zip, "kernels/data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
            write(zip, "kernels/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
            write(zip, "kernels/code/__torch__.py", code);
        }
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** Calls a function. The result belongs to {@code manager}. */
    NDArray call(NDManager manager, String function, Object... arguments) {
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < arguments.length; i++) {
                values[i] = value(arguments[i]);
            }
            try (IValue result = IValueUtils.runMethod(block, function, values)) {
                return result.toTensor((PtNDManager) manager);
            }
        } finally {
            for (IValue value : values) {
                if (value != null) {
                    value.close();
                }
            }
        }
    }

    private static IValue value(Object argument) {
        if (argument instanceof PtNDArray array) {
            return IValue.from(array);
        }
        if (argument instanceof Long number) {
            return IValue.from(number);
        }
        if (argument instanceof Double number) {
            return IValue.from(number);
        }
        if (argument instanceof Boolean flag) {
            return IValue.from(flag);
        }
        if (argument instanceof String text) {
            return IValue.from(text);
        }
        throw new IllegalArgumentException("no way to pass a " + argument.getClass());
    }

    @Override
    public void close() {
        model.close();
    }
}
