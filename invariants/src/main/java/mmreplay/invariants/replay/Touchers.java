package mmreplay.invariants.replay;

import java.util.Arrays;
import org.agrona.collections.Hashing;

/**
 * Which CPU touched each object at one stamp. Stamps of a microsecond are shared by two CPUs all the time, so there is one of these
 * for a whole trace: emptied by a new round, and no larger than the largest stamp needed.
 */
final class Touchers {

    static final int NONE = -1;
    static final int SEVERAL = -2;

    private long[] keys = new long[64];
    private int[] cpus = new int[64];
    /** By slot: the round in which it was filled. */
    private int[] rounds = new int[64];

    private int round = 1;
    private int size;

    /** Nobody has touched anything. */
    void clear() {
        size = 0;
        if (++round == 0) {
            Arrays.fill(rounds, 0);
            round = 1;
        }
    }

    void touch(long key, int cpu) {
        int slot = slot(key);
        if (rounds[slot] == round) {
            cpus[slot] = cpus[slot] == cpu ? cpu : SEVERAL;
            return;
        }
        if (2 * size >= keys.length) {
            grow();
            slot = slot(key);
        }
        keys[slot] = key;
        cpus[slot] = cpu;
        rounds[slot] = round;
        size++;
    }

    /** The CPU, {@link #NONE} or {@link #SEVERAL}. */
    int of(long key) {
        int slot = slot(key);
        return rounds[slot] == round ? cpus[slot] : NONE;
    }

    /** From now on one CPU alone has touched it. */
    void set(long key, int cpu) {
        cpus[slot(key)] = cpu;
    }

    /** Where the key is, or where it would be put. */
    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = Hashing.hash(key, mask);
        while (rounds[slot] == round && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCpus = cpus;
        int[] oldRounds = rounds;
        keys = new long[2 * oldKeys.length];
        cpus = new int[keys.length];
        rounds = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldRounds[i] == round) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                cpus[slot] = oldCpus[i];
                rounds[slot] = round;
            }
        }
    }
}
