package dev.engram.models.compute;

import java.util.Locale;

/** The number type in which a model's matrices lie in memory; all that is computed with them is float32. */
public enum WeightPrecision {
    F32,
    /** Half the memory; each weight is rounded to 8 significant bits. Vectors (biases, gains of norms) and edited matrices stay float32. */
    BF16;

    /** As it is given and written: {@code f32}, {@code bf16}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
