package dev.engram.models.onnx;

import java.util.Optional;

/**
 * The names of a block's parameters in a graph, and by that which of them it has. Matrices are [inputs, outputs].
 *
 * @param mlp absent in blocks of attention alone
 */
public record BlockParameters(Attention attention, Optional<Mlp> mlp) {

    /** The names of a norm's parameters. */
    public record Norm(String gain, Optional<String> bias) {}

    /** The names of a linear map's parameters. */
    public record Linear(String matrix, Optional<String> bias) {}

    /** The names of an attention's parameters; {@code headGains} where each head has a norm. */
    public record Attention(
            Norm norm, Linear query, Linear key, Linear value, Optional<HeadGains> headGains, Linear output) {}

    /** The gains of the norms of heads: [headWidth] each. */
    public record HeadGains(String query, String key) {}

    /** The names of an MLP's parameters. */
    public record Mlp(Norm norm, Optional<Linear> gate, Linear input, Linear output) {}
}
