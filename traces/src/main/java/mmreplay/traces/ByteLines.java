package mmreplay.traces;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The lines of a byte stream, in memory that no input can exceed. A line is a range of {@link #bytes()}, valid until the
 * next {@link #next()}; neither the newline nor a carriage return before it is part of it.
 */
public final class ByteLines implements Closeable {

    /** The longest line that is delivered, in bytes. The kernel prints an event into a buffer of a few pages. */
    public static final int MAX_LINE = 1 << 20;

    private static final int CHUNK = 256 << 10;
    private static final byte NEWLINE = '\n';

    /** What {@link #next()} found. */
    public enum Line {
        WHOLE,
        /** The last line, without a newline: it may be cut anywhere. */
        UNTERMINATED,
        /** Longer than {@link #MAX_LINE}: its bytes are gone. */
        TOO_LONG,
        END
    }

    private final InputStream in;
    private final CountingInputStream counter;
    private byte[] bytes = new byte[CHUNK];
    private int limit;
    private int from;
    private int to;
    private int next;
    private boolean ended;
    private boolean cut;

    /** Reads {@code raw}, decompressed if it is compressed with gzip, zstd or xz. Closing this closes it. */
    public ByteLines(InputStream raw) throws IOException {
        counter = new CountingInputStream(raw);
        in = Decompressed.of(counter);
    }

    private ByteLines(CountingInputStream counter, InputStream in) {
        this.counter = counter;
        this.in = in;
    }

    /** Reads what lies inside a file that was opened already: whatever it begins with, it is text. Closing this closes it. */
    public static ByteLines ofText(InputStream raw) {
        CountingInputStream counter = new CountingInputStream(raw);
        return new ByteLines(counter, counter);
    }

    /** Reads ahead, before the first {@link #next()}: returns how many bytes of {@link #bytes()} are the stream's first. */
    public int head(int wanted) throws IOException {
        while (limit < wanted && !ended) {
            fill();
        }
        return limit;
    }

    public Line next() throws IOException {
        from = next;
        int at = from;
        while (true) {
            int newline = Scan.find(bytes, at, limit, NEWLINE);
            if (newline >= 0) {
                next = newline + 1;
                return line(newline);
            }
            if (ended) {
                return last();
            }
            // a carriage return before a newline that is still to come is not part of the line
            if (limit - from > MAX_LINE + 1) {
                return skip();
            }
            makeRoom();
            at = limit;
            fill();
        }
    }

    private Line line(int end) {
        to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        return to - from > MAX_LINE ? tooLong() : Line.WHOLE;
    }

    private Line last() {
        next = limit;
        to = limit;
        if (from == limit) {
            return Line.END;
        }
        return to - from > MAX_LINE ? tooLong() : Line.UNTERMINATED;
    }

    /** Nothing is delivered of it, whether its end was in memory already or not. */
    private Line tooLong() {
        from = next;
        to = next;
        return Line.TOO_LONG;
    }

    /** Drops bytes up to the next newline. */
    private Line skip() throws IOException {
        int newline;
        do {
            limit = 0;
            fill();
            newline = Scan.find(bytes, 0, limit, NEWLINE);
        } while (newline < 0 && !ended);
        next = newline < 0 ? limit : newline + 1;
        return tooLong();
    }

    private void makeRoom() {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, limit - from);
            limit -= from;
            from = 0;
        }
        if (limit == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, MAX_LINE + CHUNK));
        }
    }

    private void fill() throws IOException {
        int read;
        try {
            read = in.read(bytes, limit, bytes.length - limit);
        } catch (EOFException | ZipException e) {
            // The compressed stream is cut or damaged here; what came before is good.
            cut = true;
            read = -1;
        }
        if (read < 0) {
            ended = true;
        } else {
            limit += read;
        }
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the line begins. */
    public int from() {
        return from;
    }

    /** Where the line ends. */
    public int to() {
        return to;
    }

    /** The whole stream is in {@link #bytes()} or was delivered. */
    public boolean ended() {
        return ended;
    }

    /** The stream was compressed. */
    public boolean compressed() {
        return in != counter && Decompressed.was(in);
    }

    /** The compressed stream ended in the middle. */
    public boolean cut() {
        return cut;
    }

    /** Bytes of the raw stream that were taken so far. */
    public long bytesRead() {
        return counter.count();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
