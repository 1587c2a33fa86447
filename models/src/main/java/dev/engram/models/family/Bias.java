package dev.engram.models.family;

import java.util.Optional;

/** Whether a linear map adds a bias, as far as the family or the configuration says. */
enum Bias {
    PRESENT,
    ABSENT,
    /** Nothing is said: it has one where the checkpoint has one. */
    AS_STORED;

    /** Of a flag of a configuration. */
    static Bias of(Optional<Boolean> flag) {
        return flag.map(present -> present ? PRESENT : ABSENT).orElse(AS_STORED);
    }
}
