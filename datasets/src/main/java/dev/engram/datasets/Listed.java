package dev.engram.datasets;

/** An entry of a list that is read from a file. */
public interface Listed {

    /** What names it, and what is measured of it, among the list's; not blank. */
    String id();
}
