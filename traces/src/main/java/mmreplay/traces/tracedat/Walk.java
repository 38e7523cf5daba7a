package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import mmreplay.traces.tracedat.print.Words;

/** Steps through an area, number by number, through a small window. */
final class Walk {

    private static final int WINDOW = 8 << 10;

    /** Names of systems, clocks, instances. */
    private static final int LONGEST_STRING = 4096;

    private final Area area;
    private final Words words;
    private final byte[] window = new byte[WINDOW];
    private long windowAt;
    private int windowLength;
    private long at;

    Walk(Area area, long at, Words words) {
        this.area = area;
        this.at = at;
        this.words = words;
    }

    long at() {
        return at;
    }

    /** Where that is in the file. */
    long offset() {
        return area.offset(at);
    }

    long left() {
        return area.size() - at;
    }

    /** Where {@code count} bytes are in the window; steps over them. */
    private int take(int count) throws IOException, DamagedException {
        if (at < windowAt || at + count > windowAt + windowLength) {
            area.check(at, count);
            windowLength = (int) Math.min(WINDOW, area.size() - at);
            windowAt = at;
            area.read(at, window, 0, windowLength);
        }
        int index = (int) (at - windowAt);
        at += count;
        return index;
    }

    int u8() throws IOException, DamagedException {
        return window[take(1)] & 0xff;
    }

    int u16() throws IOException, DamagedException {
        return words.u16(window, take(2));
    }

    long u32() throws IOException, DamagedException {
        return words.u32(window, take(4));
    }

    /** A negative number is a lie: no file is that long. */
    long u64() throws IOException, DamagedException {
        return words.i64(window, take(8));
    }

    /** Up to a NUL, which is stepped over. */
    String string() throws IOException, DamagedException {
        StringBuilder string = new StringBuilder();
        for (int c = u8(); c != 0; c = u8()) {
            if (string.length() == LONGEST_STRING) {
                throw new DamagedException(offset(), "a name there has no end");
            }
            string.append((char) c);
        }
        return string.toString();
    }

    /** These very bytes must stand here. */
    void expect(String word) throws IOException, DamagedException {
        long from = offset();
        for (int i = 0; i < word.length(); i++) {
            if (u8() != word.charAt(i)) {
                throw new DamagedException(from, "'" + word.replaceAll("[^ -~]", "") + "' is expected and not there");
            }
        }
    }

    /** The next {@code length} bytes as an area; steps over them. */
    Area part(long length) throws DamagedException {
        Area part = area.part(at, length);
        at += length;
        return part;
    }

    /** The next {@code length} bytes as text, at most {@code most}. */
    String text(long length, int most) throws IOException, DamagedException {
        byte[] bytes = area.bytes(at, length, most);
        at += length;
        return new String(bytes, ISO_8859_1);
    }

    void skip(long length) throws DamagedException {
        area.check(at, length);
        at += length;
    }
}
