package dev.engram.models.weights;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The numbers by which a GGUF file names its tensors' types, as ggml.h lists them; not all of them can be read. */
enum GgmlType {
    F32(0),
    F16(1),
    Q4_0(2),
    Q4_1(3),
    Q4_2(4),
    Q4_3(5),
    Q5_0(6),
    Q5_1(7),
    Q8_0(8),
    Q8_1(9),
    Q2_K(10),
    Q3_K(11),
    Q4_K(12),
    Q5_K(13),
    Q6_K(14),
    Q8_K(15),
    IQ2_XXS(16),
    IQ2_XS(17),
    IQ3_XXS(18),
    IQ1_S(19),
    IQ4_NL(20),
    IQ3_S(21),
    IQ2_S(22),
    IQ4_XS(23),
    I8(24),
    I16(25),
    I32(26),
    I64(27),
    F64(28),
    IQ1_M(29),
    BF16(30),
    Q4_0_4_4(31),
    Q4_0_4_8(32),
    Q4_0_8_8(33),
    TQ1_0(34),
    TQ2_0(35),
    IQ4_NL_4_4(36),
    IQ4_NL_4_8(37),
    IQ4_NL_8_8(38),
    MXFP4(39),
    NVFP4(40),
    Q1_0(41);

    private final long id;

    GgmlType(long id) {
        this.id = id;
    }

    /** The type's name, also where ggml is newer than this list. */
    static String name(long id) {
        return Arrays.stream(values())
                .filter(type -> type.id == id)
                .map(GgmlType::name)
                .findFirst()
                .orElse("number " + id + ", unknown here");
    }

    /** How such a tensor's numbers are stored, if they can be read: the types that share a name. */
    static Optional<ElementType> elementType(long id) {
        return Arrays.stream(ElementType.values())
                .filter(type -> valueOf(type.name()).id == id)
                .findFirst();
    }

    /** The number by which a file names a type. */
    static long idOf(ElementType type) {
        return valueOf(type.name()).id;
    }

    /** The types that can be read, for messages. */
    static String supported() {
        return Arrays.stream(ElementType.values()).map(ElementType::name).collect(Collectors.joining(", "));
    }
}
