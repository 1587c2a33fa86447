package dev.engram.models.whatif;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The distinct rows of one stage of a block (its attention outputs, say), numbered as they turn up. Rows that are computed from the same
 * rows of earlier stages are the same row.
 *
 * <p>Once all runs have said what they need, the rows that somebody uses get slots: their places in the stage's tensor.
 */
final class StageRows {

    /** No row: of a stage that a model does not have, or at a position that nobody reads. */
    static final int NONE = -1;

    private final PairNumbers numbers = new PairNumbers();
    private final Map<Derivation, Integer> derivedNumbers = new HashMap<>();
    private final Map<Integer, Derivation> derivations = new HashMap<>();
    private int size;
    private int[] first = new int[64];
    private int[] second = new int[64];
    private int[] positions = new int[64];
    private int[] owners = new int[64];
    private int[] users = new int[64];
    private int[] slots = {};
    private int placed;

    /** A stage that begins with rows from elsewhere, numbered in their order. */
    static StageRows of(int[] positions) {
        StageRows rows = new StageRows();
        for (int position : positions) {
            rows.append(NONE, NONE, position, NONE);
        }
        return rows;
    }

    /**
     * The row computed from two others.
     *
     * @param owner the run that asks, remembered where it is the first
     */
    int computed(int fromFirst, int fromSecond, int position, int owner) {
        int known = numbers.get(fromFirst, fromSecond);
        if (known != PairNumbers.ABSENT) {
            return known;
        }
        numbers.put(fromFirst, fromSecond, size);
        return append(fromFirst, fromSecond, position, owner);
    }

    int derived(Derivation derivation) {
        Integer known = derivedNumbers.get(derivation);
        if (known != null) {
            return known;
        }
        int row = append(NONE, NONE, derivation.position(), NONE);
        derivedNumbers.put(derivation, row);
        derivations.put(row, derivation);
        return row;
    }

    private int append(int fromFirst, int fromSecond, int position, int owner) {
        if (size == first.length) {
            first = Arrays.copyOf(first, 2 * size);
            second = Arrays.copyOf(second, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
            owners = Arrays.copyOf(owners, 2 * size);
            users = Arrays.copyOf(users, 2 * size);
        }
        first[size] = fromFirst;
        second[size] = fromSecond;
        positions[size] = position;
        owners[size] = owner;
        return size++;
    }

    int size() {
        return size;
    }

    int first(int row) {
        return first[row];
    }

    int second(int row) {
        return second[row];
    }

    int position(int row) {
        return positions[row];
    }

    int owner(int row) {
        return owners[row];
    }

    /** The positions of all rows. */
    int[] positions() {
        return Arrays.copyOf(positions, size);
    }

    /** How a row was changed; null for one that is computed. */
    @Nullable
    Derivation derivation(int row) {
        return derivations.get(row);
    }

    // --- use

    void use(int row) {
        users[row]++;
    }

    int users(int row) {
        return users[row];
    }

    boolean isUsed(int row) {
        return users[row] > 0;
    }

    /** Lets the used rows that are changes of other rows use those. */
    void useSourcesOfDerived() {
        for (int row = size - 1; row >= 0; row--) { // a change comes after what it changes
            Derivation derivation = isUsed(row) ? derivations.get(row) : null;
            if (derivation != null && derivation.row() != NONE) {
                use(derivation.row());
            }
            if (derivation != null && derivation.sourceRow() != NONE) {
                use(derivation.sourceRow());
            }
        }
    }

    // --- places

    /** Gives slots to computed rows, list after list from 0, and the next ones to the used derived rows. */
    void placeInOrder(RowList... lists) {
        slots = new int[size];
        Arrays.fill(slots, NONE);
        placed = 0;
        for (RowList rows : lists) {
            place(rows);
        }
        place(used(true));
    }

    private void place(RowList rows) {
        for (int i = 0; i < rows.size(); i++) {
            slots[rows.at(i)] = placed++;
        }
    }

    /** As {@link #placeInOrder}, all rows in their order. */
    void placeAll() {
        slots = new int[size];
        Arrays.setAll(slots, row -> row);
        placed = size;
    }

    /** Rows with slots. */
    int placed() {
        return placed;
    }

    /** The positions of the rows with slots, in their order. */
    int[] placedPositions() {
        int[] placedPositions = new int[placed];
        for (int row = 0; row < size; row++) {
            if (slots[row] != NONE) {
                placedPositions[slots[row]] = positions[row];
            }
        }
        return placedPositions;
    }

    /** The slot of a row, {@link #NONE} where it has none. */
    int slot(int row) {
        return slots[row];
    }

    /** The changes among the rows with slots, in the order of those: they have the last ones. */
    List<Derivation> placedDerivations() {
        return derivations.entrySet().stream()
                .filter(entry -> slots[entry.getKey()] != NONE)
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The slots of some rows. */
    int[] slots(RowList rows) {
        return rows.toArray(this::slot);
    }

    /** The used rows that are computed, or those that are changes, in the order of their numbers. */
    RowList used(boolean derived) {
        int[] rows = new int[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (isUsed(row) && derivations.containsKey(row) == derived) {
                rows[count++] = row;
            }
        }
        return RowList.wrap(Arrays.copyOf(rows, count));
    }
}
