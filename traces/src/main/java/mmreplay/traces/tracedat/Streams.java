package mmreplay.traces.tracedat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mmreplay.traces.quality.TraceIssue;
import org.jspecify.annotations.Nullable;

/** Opens the streams of all CPUs of all buffers that can be merged. */
final class Streams {

    /** What all streams' pages and blocks may take, in bytes. */
    private static final long MAX_MEMORY = 48L << 20;

    private static final int BLOCK = 32 << 10;
    private static final int MIN_PAGE = 512;

    private final Contents contents;
    private final Compression compression;
    private final List<CpuStream> streams = new ArrayList<>();
    private final String clock;
    private final int parts;
    private final ChunkCache cache;
    private final Map<String, CpuStat> stats = new HashMap<>();

    Streams(Contents contents, Compression compression) {
        this.contents = contents;
        this.compression = compression;
        clock = contents.buffers.isEmpty() ? "" : clock(contents.buffers.get(0));
        parts = contents.buffers.stream()
                .mapToInt(buffer -> (int)
                        buffer.parts().stream().filter(part -> part.size() != 0).count())
                .sum();
        cache = new ChunkCache(parts + 1);
        contents.stats.forEach(stat -> stats.putIfAbsent(stat.cpu() + " " + stat.buffer(), stat));
    }

    /** The clock of every stream; empty if nobody tells. */
    String clock() {
        return clock;
    }

    private String clock(Buffer buffer) {
        return buffer.clock().isEmpty() ? contents.clock : buffer.clock();
    }

    List<CpuStream> open() throws IOException, DamagedException {
        checkOverlap();
        for (int i = 0; i < contents.buffers.size(); i++) {
            Buffer buffer = contents.buffers.get(i);
            if (!clock(buffer).equals(clock)) {
                contents.problem(TraceIssue.BUFFER_LEFT_OUT, firstOffset(buffer));
                continue;
            }
            if (buffer.pageSize() < MIN_PAGE || (long) parts * buffer.pageSize() > MAX_MEMORY) {
                throw new DamagedException(
                        firstOffset(buffer),
                        parts + " CPUs with pages of " + buffer.pageSize() + " bytes are announced");
            }
            for (Buffer.CpuPart part : buffer.parts()) {
                if (part.size() != 0) {
                    streams.add(stream(i, buffer, part));
                }
            }
        }
        return streams;
    }

    /** No two CPUs share their bytes; a file that says so could be read for hours. */
    private void checkOverlap() throws DamagedException {
        long left = contents.file.size();
        for (Buffer buffer : contents.buffers) {
            for (Buffer.CpuPart part : buffer.parts()) {
                long behind = contents.file.size() - part.offset();
                boolean inside = part.offset() >= 0 && behind > 0;
                left -= inside && part.size() > 0 ? Math.min(part.size(), behind) : 0;
                if (left < 0 || (inside && part.size() < 0)) {
                    throw new DamagedException(firstOffset(buffer), "more data of CPUs is announced than the file has");
                }
            }
        }
    }

    private static long firstOffset(Buffer buffer) {
        return buffer.parts().isEmpty() ? 0 : buffer.parts().get(0).offset();
    }

    private CpuStream stream(int index, Buffer buffer, Buffer.CpuPart part) throws IOException {
        CpuStat stat = stat(buffer.name(), part.cpu());
        DamagedException damage = null;
        CpuBytes bytes;
        try {
            if (buffer.compressed()) {
                Chunks chunks = new Chunks(contents.file, part, compression, contents.words, cache);
                damage = chunks.truncated();
                bytes = chunks;
            } else {
                bytes = plain(part, buffer.pageSize());
                damage = cut(part);
            }
        } catch (DamagedException e) {
            damage = e;
            bytes = CpuBytes.plain(Area.of(new byte[0], part.offset()), BLOCK);
        }
        boolean drops = stat != null && stat.dropped() > 0;
        CpuStream stream = new CpuStream(part.cpu(), index, new byte[buffer.pageSize()], contents, bytes, drops);
        if (damage != null) {
            stream.damagedAtEnd(damage.offset());
        }
        if (stat != null && stat.overrun() > 0) {
            stream.headLost();
        }
        return stream;
    }

    /** The file may be shorter than it says. */
    private @Nullable DamagedException cut(Buffer.CpuPart part) {
        try {
            contents.file.check(part.offset(), part.size());
            return null;
        } catch (DamagedException e) {
            return e;
        }
    }

    private CpuBytes plain(Buffer.CpuPart part, int pageSize) throws DamagedException {
        contents.file.check(part.offset(), 0);
        long left = contents.file.size() - part.offset();
        long size = part.size() < 0 ? left : Math.min(part.size(), left);
        int block = (int) Math.max(pageSize, Math.min(BLOCK, MAX_MEMORY / Math.max(1, parts)));
        return CpuBytes.plain(contents.file.part(part.offset(), size), block);
    }

    private @Nullable CpuStat stat(String buffer, int cpu) {
        return stats.get(cpu + " " + buffer);
    }
}
