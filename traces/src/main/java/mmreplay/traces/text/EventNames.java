package mmreplay.traces.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import mmreplay.traces.Ascii;

/** Numbers the events' names from 0, without a String per event. */
public final class EventNames {

    /** The kernel's event ids have 16 bits; a file with more names is no trace. */
    static final int MAX_NAMES = 65536;

    public static final int NO_ID = -1;

    private byte[][] names = new byte[64][];
    private String[] strings = new String[64];
    private int count;

    /** Open addressing; holds an id + 1, so that 0 is empty. */
    private int[] slots = new int[256];

    /** The name's number, or {@link #NO_ID} if there are too many. */
    public int id(byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int slot = hash(bytes, from, to) & mask;
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            byte[] name = names[id];
            if (name.length == to - from && Ascii.startsWith(bytes, from, to, name)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return count == MAX_NAMES ? NO_ID : add(Arrays.copyOfRange(bytes, from, to), slot);
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

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + bytes[at];
        }
        return hash ^ (hash >>> 15);
    }
}
