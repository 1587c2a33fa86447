package dev.engram.models.catalog;

import java.io.IOException;
import java.util.List;

/** Runs other programs. */
@FunctionalInterface
interface Programs {

    /**
     * How a program ended.
     *
     * @param output the end of what it printed
     */
    record Ended(int code, String output) {}

    /**
     * Runs a program until it ends.
     *
     * @throws IOException if there is no such program
     */
    Ended run(List<String> command) throws IOException;
}
