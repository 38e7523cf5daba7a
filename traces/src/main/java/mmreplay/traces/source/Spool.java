package mmreplay.traces.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.zip.ZipException;
import mmreplay.traces.Decompressed;
import mmreplay.traces.UnusableTraceException;

/** A temporary file: what else would be gone once it was read, or cannot be jumped about in. */
final class Spool implements Closeable {

    private static final int CHUNK = 1 << 16;

    private final FileChannel file;
    private final TempSpace.Room room;
    private long written;

    Spool(TempSpace space) throws IOException {
        room = space.room();
        file = TempSpace.create();
    }

    /** All of a compressed input. */
    static Spool unpack(Path name, InputStream packed, TempSpace space) throws IOException, UnusableTraceException {
        Spool spool = new Spool(space);
        boolean whole = false;
        try {
            spool.fill(Decompressed.of(packed));
            whole = true;
            return spool;
        } catch (EOFException e) {
            throw unusable(
                    name,
                    "its compressed stream ends in the middle, and its parts are found from all over it;"
                            + " copy it again",
                    e);
        } catch (ZipException e) {
            throw unusable(
                    name, "its compressed stream is damaged behind " + spool.written + " bytes; copy it again", e);
        } catch (FullException e) {
            throw unusable(name, "decompressed, it takes more than " + e.getMessage(), e);
        } finally {
            if (!whole) {
                spool.close();
            }
        }
    }

    private static UnusableTraceException unusable(Path name, String why, IOException cause) {
        UnusableTraceException unusable = new UnusableTraceException(name + ": " + why);
        unusable.initCause(cause);
        return unusable;
    }

    private void fill(InputStream from) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            append(chunk, read);
        }
    }

    /** Returns how many bytes there are now. */
    long append(byte[] bytes, int length) throws IOException {
        if (written + length > room.bytes()) {
            throw new FullException(room.what());
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                written += file.write(buffer, written);
            }
        } catch (IOException e) {
            FullException full = new FullException("there is room for: " + e.getMessage() + "; " + TempSpace.cure());
            full.initCause(e);
            throw full;
        }
        return written;
    }

    /** Returns how many bytes were read, at least one, if {@code from} lies before the end. */
    int read(byte[] into, int offset, int length, long from) throws IOException {
        return file.read(ByteBuffer.wrap(into, offset, length), from);
    }

    /** What was written so far, to jump about in. */
    SeekableByteChannel channel() {
        return first(written);
    }

    SeekableByteChannel first(long bytes) {
        return new Window(file, bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** There is no more space; the message goes on after "more than". */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;

        FullException(String message) {
            super(message);
        }
    }
}
