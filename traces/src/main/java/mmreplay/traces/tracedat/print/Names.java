package mmreplay.traces.tracedat.print;

import org.jspecify.annotations.Nullable;

/** What an event's text takes from outside the event: the kernel's symbols and constant strings. */
public interface Names {

    /**
     * Prints {@code name+0x1a/0x70}, or {@code name} alone, and a module behind it in brackets; {@code 0x...} where no symbol is
     * known.
     */
    void symbol(long address, boolean offset, Out out);

    /** False if {@link #symbol} prints this address as {@code 0x...}; true where that would take long to tell. */
    default boolean isSymbol(long address) {
        return true;
    }

    /** No symbol's name holds a sign that ends keys, or a parenthesis that ends a probe's place. */
    boolean plainSymbols();

    /** The string at a kernel address, or null if the file does not have it. */
    byte @Nullable [] string(long address);
}
