package dev.engram.models.whatif;

import java.util.Arrays;

/** A map from pairs of whole numbers to a whole number, by open addressing: a request numbers millions of pairs. */
final class PairNumbers {

    static final int ABSENT = -1;

    private long[] pairs = new long[64];
    private int[] numbers = absent(64);
    private int size;

    /** The number of a pair, {@link #ABSENT} for one that has none. */
    int get(int first, int second) {
        return numbers[place(pair(first, second))];
    }

    /** Gives a pair that has none its number. */
    void put(int first, int second, int number) {
        if (2 * ++size > numbers.length) {
            grow();
        }
        set(pair(first, second), number);
    }

    private void set(long pair, int number) {
        int place = place(pair);
        pairs[place] = pair;
        numbers[place] = number;
    }

    private int place(long pair) {
        int mask = numbers.length - 1;
        int place = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (numbers[place] != ABSENT && pairs[place] != pair) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldPairs = pairs;
        int[] oldNumbers = numbers;
        pairs = new long[2 * oldPairs.length];
        numbers = absent(2 * oldNumbers.length);
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != ABSENT) {
                set(oldPairs[i], oldNumbers[i]);
            }
        }
    }

    private static long pair(int first, int second) {
        return ((long) first << 32) | (second & 0xffffffffL);
    }

    private static int[] absent(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, ABSENT);
        return numbers;
    }
}
