package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
    private long start;

    private long end;

    private record Symbol(long address, int name) {}

    Symbols(byte[] text) {
        this.text = text;
        List<Symbol> symbols = new ArrayList<>();
        boolean hidden = true;
        int longest = 0;
        int at = 0;
        while (at < text.length && symbols.size() < MAX_SYMBOLS) {
            int end = end(at, (byte) '\n');
            int name = at;
            while (name < end && text[name] != ' ') {
                name++;
            }
            if (name + 3 < end && name > at) {
                long address = Ascii.hex(text, at, name);
                hidden &= address == 0;
                // Absolute ones are offsets of per-CPU variables.
                if ((text[name + 1] | 0x20) != 'a') {
                    symbols.add(new Symbol(address, name + 3));
                }
            }
            longest = Math.max(longest, end - at);
            at = end + 1;
        }
        setRange(symbols);
        if (hidden) {
            symbols.clear();
        }
        // Nearly sorted as it is, and stable: of aliases the kernel names the first.
        symbols.sort(Comparator.comparingLong(symbol -> symbol.address() + Long.MIN_VALUE));
        addresses = symbols.stream()
                .mapToLong(symbol -> symbol.address() + Long.MIN_VALUE)
                .toArray();
        names = symbols.stream().mapToInt(Symbol::name).toArray();
        plain = longest <= MOST_PLAIN && !holds('=') && !holds(':') && !holds('(') && !holds(')');
    }

    /** An address of user space must not get the name of a per-CPU variable, which is an offset. */
    private void setRange(List<Symbol> symbols) {
        start = 0;
        end = Long.MAX_VALUE;
        for (Symbol symbol : symbols) {
            if (isNamed(symbol, START)) {
                start = symbol.address() + Long.MIN_VALUE;
            } else if (isNamed(symbol, END)) {
                end = symbol.address() + Long.MIN_VALUE;
            }
        }
    }

    private boolean isNamed(Symbol symbol, byte[] name) {
        int to = nameEnd(symbol.name());
        return to - symbol.name() == name.length && Ascii.startsWith(text, symbol.name(), to, name);
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

    /** The index of the symbol that holds {@code address}, or -1. */
    private int find(long address) {
        long key = address + Long.MIN_VALUE;
        int found = Arrays.binarySearch(addresses, key);
        if (found < 0) {
            found = -found - 2;
        }
        if (found < 0 || key - addresses[found] > MAX_OFFSET || next(found) == addresses[found]) {
            return -1;
        }
        boolean module = text[Math.min(nameEnd(names[found]), text.length - 1)] == '\t';
        if (!module && (key < start || key >= end)) {
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
