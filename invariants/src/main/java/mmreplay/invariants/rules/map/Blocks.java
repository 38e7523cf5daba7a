package mmreplay.invariants.rules.map;

import mmreplay.invariants.machine.Key;

/** The pages of one allocation or free. */
final class Blocks {

    private Blocks() {}

    /** Keys of the {@code 1 << order} pages from {@code first} on. */
    static long[] keys(long first, long order) {
        long[] keys = new long[1 << order];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Key.page(first + i);
        }
        return keys;
    }
}
