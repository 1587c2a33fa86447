/** What the tests of all modules share: seeds, tolerances, the shared folder. Depends on no sibling. */
@NullMarked
package dev.engram.testing;

import org.jspecify.annotations.NullMarked;
