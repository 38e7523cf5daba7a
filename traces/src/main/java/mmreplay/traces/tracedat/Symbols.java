package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Comparator;
import mmreplay.traces.Ascii;
import mmreplay.traces.Scan;
import mmreplay.traces.tracedat.print.Names;
import mmreplay.traces.tracedat.print.Out;

/** The kernel's symbols, from the copy of /proc/kallsyms: {@code ffffffff81000000 T _stext\t[module]}, one a line. */
final class Symbols {

    static final Symbols NONE = new Symbols(new byte[0]);

    /** No function is longer; an address farther from a symbol is in none. */
    private static final long MAX_OFFSET = 1 << 22;

    /** The kernel's own names have at most 512 bytes. */
    private static final int MOST_PLAIN = 600;

    private static final int MAX_SYMBOLS = 1 << 20;
    private static final byte[] START = "_stext".getBytes(US_ASCII);
    private static final byte[] END = "_end".getBytes(US_ASCII);

    private final byte[] text;
    private final long[] addresses;
    private final int[] names;
    private final boolean plain;
    /** The kernel's own range, as keys: below and behind it only modules have symbols. */
    private final long start;

    private final long end;

    /** As keys: below it no address is in a symbol. Nearly all addresses that events print are of user space. */
    private final long lowest;

    Symbols(byte[] text) {
        this.text = text;
        Lines lines = new Lines();
        int longest = 0;
        for (int at = 0; at < text.length && lines.count < MAX_SYMBOLS; ) {
            int newline = Scan.find(text, at, text.length, (byte) '\n');
            int lineEnd = newline < 0 ? text.length : newline;
            lines.line(at, lineEnd);
            longest = Math.max(longest, lineEnd - at);
            at = lineEnd + 1;
        }
        start = lines.start;
        end = lines.end;
        lines.sort();
        addresses = Arrays.copyOf(lines.keys, lines.hidden ? 0 : lines.count);
        names = Arrays.copyOf(lines.names, addresses.length);
        lowest = lowest();
        plain = longest <= MOST_PLAIN && !holds('=') && !holds(':') && !holds('(') && !holds(')');
    }

    /** A kernel has some hundred thousand symbols, all of which are read before the first is printed: so they are no objects. */
    private final class Lines {
        long[] keys = new long[1 << 10];
        int[] names = new int[1 << 10];
        int count;
        boolean hidden = true;
        boolean sorted = true;
        /** An address of user space must not get the name of a per-CPU variable, which is an offset. */
        long start;

        long end = Long.MAX_VALUE;

        void line(int from, int to) {
            int blank = Scan.find(text, from, to, (byte) ' ');
            if (blank <= from || blank + 3 >= to) {
                return;
            }
            long address = Ascii.hex(text, from, blank);
            hidden &= address == 0;
            // Absolute ones are offsets of per-CPU variables.
            if ((text[blank + 1] | 0x20) != 'a') {
                add(address + Long.MIN_VALUE, blank + 3);
            }
        }

        private void add(long key, int name) {
            if (isNamed(name, START)) {
                start = key;
            } else if (isNamed(name, END)) {
                end = key;
            }
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, 2 * count);
                names = Arrays.copyOf(names, 2 * count);
            }
            sorted &= count == 0 || keys[count - 1] <= key;
            keys[count] = key;
            names[count++] = name;
        }

        /** Stable: of aliases the kernel names the first. */
        void sort() {
            if (sorted) {
                return;
            }
            long[] unsorted = Arrays.copyOf(keys, count);
            int[] unsortedNames = Arrays.copyOf(names, count);
            Integer[] order = new Integer[count];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparingLong(i -> unsorted[i]));
            for (int i = 0; i < count; i++) {
                keys[i] = unsorted[order[i]];
                names[i] = unsortedNames[order[i]];
            }
        }
    }

    private boolean isNamed(int at, byte[] name) {
        return Ascii.startsWith(text, at, text.length, name) && nameEnd(at) == at + name.length;
    }

    private int end(int from, byte stop) {
        int at = from;
        while (at < text.length && text[at] != stop) {
            at++;
        }
        return at;
    }

    /** As {@link Names#plainSymbols} wants it. */
    boolean plain() {
        return plain;
    }

    private boolean holds(char sign) {
        return Scan.find(text, 0, text.length, (byte) sign) >= 0;
    }

    private long lowest() {
        int first = 0;
        while (first < addresses.length && addresses[first] < start && !ofModule(first)) {
            first++;
        }
        return first < addresses.length ? Math.min(start, addresses[first]) : start;
    }

    private boolean ofModule(int symbol) {
        return text[Math.min(nameEnd(names[symbol]), text.length - 1)] == '\t';
    }

    /** {@link #print} prints a name for this address. */
    boolean has(long address) {
        return find(address) >= 0;
    }

    /** The index of the symbol that holds {@code address}, or -1. */
    private int find(long address) {
        long key = address + Long.MIN_VALUE;
        if (key < lowest) {
            return -1;
        }
        int found = Arrays.binarySearch(addresses, key);
        if (found < 0) {
            found = -found - 2;
        }
        if (found < 0 || key - addresses[found] > MAX_OFFSET || next(found) == addresses[found]) {
            return -1;
        }
        if (!ofModule(found) && (key < start || key >= end)) {
            return -1;
        }
        while (found > 0 && addresses[found - 1] == addresses[found]) {
            found--;
        }
        return found;
    }

    /** The address of the first symbol behind {@code found}, or its own if it is the last. */
    private long next(int found) {
        for (int i = found + 1; i < addresses.length; i++) {
            if (addresses[i] != addresses[found]) {
                return addresses[i];
            }
        }
        return addresses[found];
    }

    /** The plain name, or an empty array. */
    byte[] name(long address) {
        int found = find(address);
        return found < 0 ? new byte[0] : Arrays.copyOfRange(text, names[found], nameEnd(names[found]));
    }

    private int nameEnd(int name) {
        int at = name;
        while (at < text.length && text[at] != '\n' && text[at] != '\t' && text[at] != ' ') {
            at++;
        }
        return at;
    }

    /** As {@link Names#symbol} wants it. */
    void print(long address, boolean offset, Out out) {
        int found = find(address);
        if (found < 0) {
            out.put("0x").hex(address);
            return;
        }
        int end = nameEnd(names[found]);
        out.put(text, names[found], end);
        if (offset) {
            long start = addresses[found];
            out.put("+0x").hex(address + Long.MIN_VALUE - start);
            out.put("/0x").hex(next(found) - start);
        }
        if (end < text.length && text[end] == '\t') {
            out.put(" ").put(text, end + 1, end(end, (byte) '\n'));
        }
    }
}
