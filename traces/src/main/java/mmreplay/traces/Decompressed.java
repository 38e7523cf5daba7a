package mmreplay.traces;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * A stream without its compression, which is told by its first bytes: gzip, zstd, xz or none. A damaged stream ends with a {@link
 * ZipException}, one that is cut with an {@link java.io.EOFException}, whatever its compression.
 */
public final class Decompressed {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final int LONGEST = 6;
    private static final int GZIP_CHUNK = 64 << 10;

    /** A header may ask for any dictionary; xz -9 needs 64 MiB. */
    private static final int XZ_KIB = 72 << 10;

    private Decompressed() {}

    /** Closing the stream closes {@code raw}. */
    public static InputStream of(InputStream raw) throws IOException {
        Watched watched = new Watched(raw);
        PushbackInputStream in = new PushbackInputStream(watched, LONGEST);
        byte[] magic = in.readNBytes(LONGEST);
        in.unread(magic);
        if (begins(magic, GZIP)) {
            return new Gzip(in);
        } else if (begins(magic, ZSTD)) {
            return new Mended(new ZstdInputStream(in), watched);
        } else if (begins(magic, XZ)) {
            return xz(in, watched);
        }
        return in;
    }

    /** A stream that {@link #of} made was compressed. */
    static boolean was(InputStream in) {
        return !(in instanceof PushbackInputStream);
    }

    private static InputStream xz(InputStream in, Watched watched) throws IOException {
        try {
            return new Mended(new XZInputStream(in, XZ_KIB), watched);
        } catch (XZIOException e) {
            throw damaged(e);
        }
    }

    private static boolean begins(byte[] magic, byte[] with) {
        return magic.length >= with.length && Arrays.equals(magic, 0, with.length, with, 0, with.length);
    }

    private static ZipException damaged(Exception cause) {
        ZipException damaged = new ZipException("damaged");
        damaged.initCause(cause);
        return damaged;
    }

    /** The JDK's stream reads on into the next member by calling itself: a file of empty members would take all the stack. */
    private static final class Gzip extends GZIPInputStream {

        private boolean reading;
        private boolean nextMember;

        Gzip(InputStream in) throws IOException {
            super(in, GZIP_CHUNK);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (reading) {
                nextMember = true;
                return 0;
            }
            int read;
            do {
                nextMember = false;
                reading = true;
                try {
                    read = super.read(to, offset, length);
                } finally {
                    reading = false;
                }
            } while (nextMember);
            return read;
        }
    }

    /** Knows whether the bytes themselves could not be had. */
    private static final class Watched extends FilterInputStream {
        private boolean failed;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            failed = true;
            int read = super.read();
            failed = false;
            return read;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            failed = true;
            int read = super.read(to, offset, length);
            failed = false;
            return read;
        }
    }

    /** Tells of damage as gzip's stream does. */
    private static final class Mended extends FilterInputStream {

        private final Watched raw;

        Mended(InputStream in, Watched raw) {
            super(in);
            this.raw = raw;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            try {
                return super.read(to, offset, length);
            } catch (IOException | RuntimeException e) {
                if (raw.failed && e instanceof IOException failure) {
                    throw failure;
                }
                // the zstd stream throws plain and unchecked exceptions, and others where a size in it is a lie
                throw damaged(e);
            }
        }
    }
}
