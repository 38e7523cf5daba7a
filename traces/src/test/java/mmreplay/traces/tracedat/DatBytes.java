package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers and words in the file's byte order. */
final class DatBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean big;

    DatBytes(boolean big) {
        this.big = big;
    }

    private DatBytes number(long value, int size) {
        ByteBuffer buffer = ByteBuffer.allocate(8).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(value);
        out.write(buffer.array(), big ? 8 - size : 0, size);
        return this;
    }

    DatBytes u16(long value) {
        return number(value, 2);
    }

    DatBytes u32(long value) {
        return number(value, 4);
    }

    DatBytes u64(long value) {
        return number(value, 8);
    }

    DatBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    DatBytes text(String text) {
        return raw(text.getBytes(ISO_8859_1));
    }

    DatBytes byteOf(int value) {
        out.write(value);
        return this;
    }

    int size() {
        return out.size();
    }

    DatBytes fill(int to) {
        while (out.size() < to) {
            out.write(0);
        }
        return this;
    }

    byte[] done() {
        return out.toByteArray();
    }

    /** The head of a record in a page. */
    DatBytes record(int type, long delta) {
        return u32(big ? (long) type << 27 | delta : delta << 5 | type);
    }

    /** A whole event with id 100. */
    DatBytes tick(long delta, int pid, long n) {
        return record(4, delta).u16(100).byteOf(0).byteOf(0).u32(pid).u64(n);
    }
}
