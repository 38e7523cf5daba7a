package mmreplay.traces.tracedat;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** An area's bytes one after the other. */
final class AreaStream extends InputStream {

    private final Area area;
    private final Closeable file;
    private long at;

    /** Closing this closes {@code file}. */
    AreaStream(Area area, Closeable file) {
        this.area = area;
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = (int) Math.min(length, area.size() - at);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        try {
            area.read(at, into, from, count);
        } catch (DamagedException e) {
            EOFException cut = new EOFException(e.getMessage());
            cut.initCause(e);
            throw cut;
        }
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
