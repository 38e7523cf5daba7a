package mmreplay.traces.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import mmreplay.traces.Scan;

/** Numbers the events' names from 0, without a String per event. */
public final class EventNames {

    /** The kernel's event ids have 16 bits; a file with more names is no trace. */
    static final int MAX_NAMES = 65536;

    public static final int NO_ID = -1;

    /** 2^64 by the golden ratio, odd: spreads low bits to the high ones. */
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    private byte[][] names = new byte[64][];
    private String[] strings = new String[64];
    private int count;

    /** Open addressing; holds an id + 1, so that 0 is empty. */
    private int[] slots = new int[256];

    /** The name's number, or {@link #NO_ID} if there are too many. */
    public int id(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        return count == MAX_NAMES ? NO_ID : add(Arrays.copyOfRange(bytes, from, to), slot);
    }

    /** The name's number if it has one, or {@link #NO_ID}. */
    int known(byte[] bytes, int from, int to) {
        return slots[slot(bytes, from, to)] - 1;
    }

    /** Where it stands, or would stand. */
    private int slot(byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int slot = hash(bytes, from, to) & mask;
        while (slots[slot] != 0) {
            byte[] name = names[slots[slot] - 1];
            if (Arrays.equals(bytes, from, to, name, 0, name.length)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    public int id(String name) {
        byte[] bytes = name.getBytes(US_ASCII);
        return id(bytes, 0, bytes.length);
    }

    public String name(int id) {
        return strings[id];
    }

    private int add(byte[] name, int slot) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            strings = Arrays.copyOf(strings, 2 * count);
        }
        names[count] = name;
        strings[count] = new String(name, US_ASCII);
        slots[slot] = ++count;
        if (2 * count > slots.length) {
            rehash();
        }
        return count - 1;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int id = 0; id < count; id++) {
            int slot = hash(names[id], 0, names[id].length) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id + 1;
        }
    }

    /** Eight bytes at a time, the last eight whether or not some of them were among those before. */
    private static int hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        if (hash < Long.BYTES) {
            for (int at = from; at < to; at++) {
                hash = (hash << Byte.SIZE) | (bytes[at] & 0xff);
            }
            return mixed(hash);
        }
        for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
            hash = hash * MULTIPLIER ^ Scan.eight(bytes, at);
        }
        return mixed(hash * MULTIPLIER ^ Scan.eight(bytes, to - Long.BYTES));
    }

    private static int mixed(long hash) {
        long mixed = hash * MULTIPLIER;
        return (int) (mixed >>> Integer.SIZE) ^ (int) (mixed >>> (Integer.SIZE + Short.SIZE));
    }
}
