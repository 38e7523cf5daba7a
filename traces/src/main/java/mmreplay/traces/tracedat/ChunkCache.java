package mmreplay.traces.tracedat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chunks that were decompressed last, one or a few a CPU. What it holds is bounded, whatever sizes a file announces. */
final class ChunkCache {

    private static final long MAX_BYTES = 24L << 20;

    private final Map<Long, byte[]> chunks = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private long bytes;

    /** {@code most}: so many chunks are worth keeping. */
    ChunkCache(int most) {
        this.most = most;
    }

    byte @Nullable [] get(long offset) {
        return chunks.get(offset);
    }

    void put(long offset, byte[] chunk) {
        bytes += chunk.length;
        chunks.put(offset, chunk);
        var oldest = chunks.entrySet().iterator();
        while (chunks.size() > 1 && (bytes > MAX_BYTES || chunks.size() > most)) {
            bytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
