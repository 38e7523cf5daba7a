package mmreplay.traces.tracedat;

import java.io.IOException;
import java.util.Arrays;
import mmreplay.traces.tracedat.print.Words;
import org.jspecify.annotations.Nullable;

/**
 * One CPU's pages in version 7, compressed: {@code u32 count {u32 size, u32 uncompressed size, data}}. Only the sizes are read
 * at the start; a chunk is decompressed when a page of it is asked for.
 */
final class Chunks implements CpuBytes {

    /** trace-cmd puts ten pages into a chunk. */
    private static final int MAX_CHUNK = 16 << 20;

    private static final int COUNT = 4;
    private static final int HEADER = 8;
    private static final int MAX_CHUNKS = 1 << 22;

    /** A page of zeros compresses so well; what claims more is made to keep the reader busy. */
    private static final long MAX_RATIO = 1 << 14;

    private final DatFile file;
    private final Compression compression;
    private final ChunkCache cache;

    /** By chunk: the offset of its data in the file, its size there, and where it begins uncompressed. */
    private long[] offsets = new long[16];

    private int[] sizes = new int[16];
    private long[] starts = new long[17];
    private int count;
    private int last;
    private @Nullable DamagedException damage;

    /** Reads the list of chunks up to the first that cannot be; {@link #truncated()} tells whether there was one. */
    Chunks(DatFile file, Buffer.CpuPart part, Compression compression, Words words, ChunkCache cache)
            throws IOException, DamagedException {
        this.file = file;
        this.compression = compression;
        this.cache = cache;
        file.check(part.offset(), COUNT);
        long left = file.size() - part.offset();
        // trace-cmd does not count the count itself.
        long size = Math.max(0, Math.min(part.size(), left - COUNT)) + COUNT;
        Area area = file.part(part.offset(), size);
        Walk in = new Walk(area, 0, words);
        long announced = in.u32();
        try {
            for (long i = 0; i < announced; i++) {
                long compressed = in.u32();
                long uncompressed = in.u32();
                boolean possible = compressed > 0
                        && compressed <= MAX_CHUNK
                        && uncompressed > 0
                        && uncompressed <= Math.min(MAX_CHUNK, compressed * MAX_RATIO)
                        && count < MAX_CHUNKS;
                if (!possible) {
                    throw new DamagedException(in.offset() - HEADER, "a chunk has a size that is not possible");
                }
                long at = part.offset() + in.at();
                in.skip(compressed);
                add(at, (int) compressed, uncompressed);
            }
        } catch (DamagedException e) {
            damage = e;
        }
    }

    private void add(long at, int size, long uncompressed) {
        if (count == sizes.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count + 1);
        }
        offsets[count] = at;
        sizes[count] = size;
        starts[count + 1] = starts[count] + uncompressed;
        count++;
    }

    /** Why the list of chunks ends early, or null. */
    @Nullable
    DamagedException truncated() {
        return damage;
    }

    @Override
    public long size() {
        return starts[count];
    }

    @Override
    public void read(long at, byte[] into, int length) throws IOException, DamagedException {
        int done = 0;
        while (done < length) {
            if (at + done >= size()) {
                throw new DamagedException(offset(at), "a page ends behind the last chunk");
            }
            int chunk = chunk(at + done);
            byte[] bytes = bytes(chunk);
            int from = (int) (at + done - starts[chunk]);
            int n = Math.min(length - done, bytes.length - from);
            System.arraycopy(bytes, from, into, done, n);
            done += n;
        }
    }

    private byte[] bytes(int chunk) throws IOException, DamagedException {
        byte[] cached = cache.get(offsets[chunk]);
        if (cached != null) {
            return cached;
        }
        byte[] compressed = file.bytes(offsets[chunk], sizes[chunk], MAX_CHUNK);
        byte[] bytes = compression.expand(compressed, (int) (starts[chunk + 1] - starts[chunk]), offsets[chunk]);
        cache.put(offsets[chunk], bytes);
        return bytes;
    }

    /** The chunk that holds {@code at}, which is within {@link #size()}. */
    private int chunk(long at) {
        if (last < count && starts[last] <= at && at < starts[last + 1]) {
            return last;
        }
        int found = Arrays.binarySearch(starts, 0, count, at);
        last = found >= 0 ? found : -found - 2;
        return last;
    }

    @Override
    public long behind(long at, int pageSize) {
        if (at >= size()) {
            return at + pageSize;
        }
        // Chunks hold whole pages; what if not: the pages of the next one are damaged, too, and say so.
        return Math.max(at + pageSize, starts[chunk(at) + 1]);
    }

    @Override
    public long offset(long at) {
        return count == 0 ? 0 : offsets[chunk(Math.max(0, Math.min(at, size() - 1)))];
    }
}
