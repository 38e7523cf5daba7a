package mmreplay.invariants.replay;

import java.util.Arrays;

/** Objects by their keys, in the order in which they were named, each with the CPU that named it. */
final class KeysByCpu {

    private long[] keys = new long[64];
    private int[] cpus = new int[64];
    private int size;

    void add(long key, int cpu) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            cpus = Arrays.copyOf(cpus, 2 * size);
        }
        keys[size] = key;
        cpus[size++] = cpu;
    }

    int size() {
        return size;
    }

    long key(int index) {
        return keys[index];
    }

    int cpu(int index) {
        return cpus[index];
    }

    void clear() {
        size = 0;
    }
}
