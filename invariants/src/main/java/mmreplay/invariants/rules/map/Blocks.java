package mmreplay.invariants.rules.map;

import mmreplay.invariants.machine.Key;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;

/** The pages of one allocation or free. */
final class Blocks {

    private Blocks() {}

    /** Of all of them it is proven. */
    static void pass(Judge judge, FactSet restsOn, long first, long order) {
        if (order == 0) {
            judge.pass(restsOn, Key.page(first)); // nearly every page is freed alone
        } else {
            judge.pass(restsOn, keys(first, order));
        }
    }

    /** Of some of them it is not known. */
    static void unknown(Judge judge, long first, long order) {
        if (order == 0) {
            judge.unknown(Key.page(first));
        } else {
            judge.unknown(keys(first, order));
        }
    }

    /** Keys of the {@code 1 << order} pages from {@code first} on. */
    private static long[] keys(long first, long order) {
        long[] keys = new long[1 << order];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Key.page(first + i);
        }
        return keys;
    }
}
