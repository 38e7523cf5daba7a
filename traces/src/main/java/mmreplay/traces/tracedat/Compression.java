package mmreplay.traces.tracedat;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How the parts of a version 7 file are compressed: the name in its header. */
enum Compression {
    NONE {
        @Override
        int expand(byte[] from, byte[] to) {
            return -1;
        }
    },
    ZSTD {
        @Override
        int expand(byte[] from, byte[] to) {
            // A fresh one: it keeps no more than its window, and a damaged frame cannot reach the next.
            return new ZstdDecompressor().decompress(from, 0, from.length, to, 0, to.length);
        }
    },
    ZLIB {
        @Override
        int expand(byte[] from, byte[] to) throws DataFormatException {
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(from);
                int done = 0;
                while (done < to.length) {
                    int count = inflater.inflate(to, done, to.length - done);
                    if (count == 0) {
                        break;
                    }
                    done += count;
                }
                return done;
            } finally {
                inflater.end();
            }
        }
    };

    /** Returns how many bytes came out. */
    abstract int expand(byte[] from, byte[] to) throws DataFormatException;

    /**
     * Decompresses one piece.
     *
     * @param size what the file says comes out, checked by the caller against what may be allocated
     * @param offset of the piece in the file
     */
    byte[] expand(byte[] from, int size, long offset) throws DamagedException {
        byte[] to = new byte[size];
        int count;
        try {
            count = expand(from, to);
        } catch (RuntimeException | DataFormatException e) {
            // The decompressor's own exceptions tell of its position in the piece, which helps nobody.
            throw new DamagedException(offset, "the compressed piece there is damaged");
        }
        if (count != size) {
            throw new DamagedException(offset, "the compressed piece there has not the size that is announced");
        }
        return to;
    }
}
