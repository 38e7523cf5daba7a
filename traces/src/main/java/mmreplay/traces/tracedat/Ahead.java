package mmreplay.traces.tracedat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Expands the chunk of a CPU that comes next while the events of this one are read, each CPU's on a core of its own if there are
 * as many. It holds one chunk; what it cannot expand it leaves to its reader, who then says why.
 */
final class Ahead {

    /** As many bytes are worth another core, and no more are held: trace-cmd's chunks have 40 KiB. */
    private static final int MOST_BYTES = 1 << 20;

    private static final boolean OTHER_CORES = Runtime.getRuntime().availableProcessors() > 1;
    private static final int NONE = -1;

    private final Compression compression;
    private int chunk = NONE;
    private @Nullable CompletableFuture<byte @Nullable []> expanding;

    Ahead(Compression compression) {
        this.compression = compression;
    }

    /** Whether a chunk that expands to so much would be begun. */
    boolean wants(long uncompressed) {
        return OTHER_CORES && uncompressed <= MOST_BYTES;
    }

    /**
     * Begins a chunk.
     *
     * @param offset of its data in the file
     */
    void begin(int next, byte[] compressed, int uncompressed, long offset) {
        chunk = next;
        expanding = CompletableFuture.supplyAsync(() -> {
            try {
                return compression.expand(compressed, uncompressed, offset);
            } catch (DamagedException e) {
                return null;
            }
        });
    }

    /** The chunk, if it was begun and is whole; waits for it. */
    byte @Nullable [] take(int wanted) {
        CompletableFuture<byte @Nullable []> begun = expanding;
        if (begun == null || chunk != wanted) {
            return null;
        }
        expanding = null;
        chunk = NONE;
        try {
            return begun.join();
        } catch (CompletionException e) {
            return null; // no memory, for now
        }
    }
}
