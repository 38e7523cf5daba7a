package mmreplay.traces.tracedat;

import java.io.ByteArrayOutputStream;
import mmreplay.traces.Ascii;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The kernel's constant strings that events point to, from printk_formats: {@code 0xffffffff82a1b2c3 : "text\n"}. */
final class Strings {

    private final Long2ObjectHashMap<byte[]> byAddress = new Long2ObjectHashMap<>();

    Strings(byte[] text) {
        int at = 0;
        while (at < text.length) {
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            line(text, at, end);
            at = end + 1;
        }
    }

    private void line(byte[] text, int from, int to) {
        int open = from;
        while (open < to && text[open] != '"') {
            open++;
        }
        int close = to;
        while (close > open && text[close - 1] != '"') {
            close--;
        }
        if (close - open >= 2) {
            byAddress.put(Ascii.hex(text, from, open), unescaped(text, open + 1, close - 1));
        }
    }

    private static byte[] unescaped(byte[] text, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int at = from; at < to; at++) {
            if (text[at] == '\\' && at + 1 < to) {
                at++;
                out.write(
                        switch (text[at]) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            default -> text[at];
                        });
            } else {
                out.write(text[at]);
            }
        }
        return out.toByteArray();
    }

    byte @Nullable [] at(long address) {
        return byAddress.get(address);
    }
}
