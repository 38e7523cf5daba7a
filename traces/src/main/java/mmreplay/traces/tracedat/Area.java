package mmreplay.traces.tracedat;

import java.io.IOException;

/** A range of bytes: the file, a part of it, or what was compressed in it. */
interface Area {

    long size();

    /**
     * Copies {@code length} bytes from {@code at}.
     *
     * @throws DamagedException if they are not all within the area
     */
    void read(long at, byte[] into, int from, int length) throws IOException, DamagedException;

    /** The offset in the file that a damage at {@code at} is reported at. */
    long offset(long at);

    default void check(long at, long length) throws DamagedException {
        if (at < 0 || length < 0 || at > size() || length > size() - at) {
            throw new DamagedException(
                    offset(Math.max(0, Math.min(at, size()))),
                    Long.toUnsignedString(length) + " bytes are announced and not there");
        }
    }

    /** All of {@code [at, at + length)}; at most {@code most} bytes, whatever the file says. */
    default byte[] bytes(long at, long length, int most) throws IOException, DamagedException {
        check(at, length);
        if (length > most) {
            throw new DamagedException(offset(at), length + " bytes are announced, more than such a thing can have");
        }
        byte[] bytes = new byte[(int) length];
        read(at, bytes, 0, bytes.length);
        return bytes;
    }

    /** A part of this area. */
    default Area part(long at, long length) throws DamagedException {
        check(at, length);
        Area whole = this;
        return new Area() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public void read(long from, byte[] into, int to, int count) throws IOException, DamagedException {
                check(from, count);
                whole.read(at + from, into, to, count);
            }

            @Override
            public long offset(long from) {
                return whole.offset(at + from);
            }
        };
    }

    /**
     * Bytes at hand.
     *
     * @param where the offset in the file that they come from
     */
    static Area of(byte[] bytes, long where) {
        return new Area() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long at, byte[] into, int to, int count) throws DamagedException {
                check(at, count);
                System.arraycopy(bytes, (int) at, into, to, count);
            }

            @Override
            public long offset(long at) {
                return where;
            }
        };
    }
}
