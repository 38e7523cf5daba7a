package mmreplay.traces.tracedat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Version 7: sections, found through a chain of option sections. */
final class HeadV7 {

    private static final int HEADER_INFO = 16;
    private static final int FTRACE_EVENTS = 17;
    private static final int EVENT_FORMATS = 18;
    private static final int KALLSYMS = 19;
    private static final int PRINTK = 20;
    private static final int CMDLINES = 21;
    private static final int BUFFER_TEXT = 22;

    /** No recording has as many option sections; a chain that bites its tail has more. */
    private static final int MAX_SECTIONS = 1000;

    private static final int SECTION_HEADER = 16;

    /** The largest section, kallsyms, has some 10 MB. */
    private static final int MAX_SECTION = 32 << 20;

    private static final int COMPRESSED = 1;

    /** {@code u32 cpu, u64 offset, u64 size}. */
    private static final int CPU_PART = 20;

    private final Contents contents;
    private final Options options;
    private final Compression compression;
    private final Set<Integer> read = new HashSet<>();
    private @Nullable Area text;

    HeadV7(Contents contents, Compression compression) {
        this.contents = contents;
        this.options = new Options(contents);
        this.compression = compression;
    }

    /** Reads the option sections from the one at {@code first}. A later one that is damaged ends the chain with an issue. */
    void read(long first) throws IOException, DamagedException {
        long next = first;
        for (int i = 0; next != 0 && i < MAX_SECTIONS; i++) {
            try {
                next = options(section(next, Options.DONE));
            } catch (DamagedException e) {
                if (i == 0) {
                    throw e;
                }
                contents.damaged(e);
                return;
            }
        }
    }

    /** Returns where the next section of options is, 0 if nowhere. */
    private long options(Area section) throws IOException, DamagedException {
        Walk in = new Walk(section, 0, contents.words);
        while (in.left() > 0) {
            int id = in.u16();
            Area data = in.part(in.u32());
            if (id == Options.DONE) {
                return data.size() < 8 ? 0 : new Walk(data, 0, contents.words).u64();
            }
            try {
                option(id, data);
            } catch (DamagedException e) {
                contents.damaged(e);
            }
        }
        return 0;
    }

    private void option(int id, Area data) throws IOException, DamagedException {
        if (id >= HEADER_INFO && id <= EVENT_FORMATS && !read.add(id)) {
            // Once is enough: each costs the time to decompress it.
            return;
        }
        switch (id) {
            case HEADER_INFO -> contents.headerInfo(walk(id, data));
            case FTRACE_EVENTS -> contents.ftraceFormats(walk(id, data));
            case EVENT_FORMATS -> contents.eventFormats(walk(id, data));
            case KALLSYMS -> contents.kallsyms = lazy(id, data, 4);
            case PRINTK -> contents.printk = lazy(id, data, 4);
            case CMDLINES -> contents.cmdlines = lazy(id, data, 8);
            case BUFFER_TEXT -> text = section(new Walk(data, 0, contents.words).u64(), id);
            case Options.BUFFER -> contents.buffers.add(buffer(new Walk(data, 0, contents.words)));
            default -> options.option(id, data);
        }
    }

    private Walk walk(int id, Area data) throws IOException, DamagedException {
        long offset = new Walk(data, 0, contents.words).u64();
        return new Walk(section(offset, id), 0, contents.words);
    }

    /** A section that holds a text behind its size. */
    private Contents.Lazy lazy(int id, Area data, int sizeOfSize) throws IOException, DamagedException {
        long offset = new Walk(data, 0, contents.words).u64();
        return () -> {
            Walk in = new Walk(section(offset, id), 0, contents.words);
            return in.part(sizeOfSize == 4 ? in.u32() : in.u64());
        };
    }

    /** {@code u16 id, u16 flags, u32 description, u64 size}, and a compressed one {@code u32 size, u32 uncompressed size}. */
    private Area section(long offset, int id) throws IOException, DamagedException {
        contents.file.check(offset, SECTION_HEADER);
        Walk in = new Walk(contents.file, offset, contents.words);
        int found = in.u16();
        int flags = in.u16();
        in.u32();
        Area data = in.part(in.u64());
        if (found != id) {
            throw new DamagedException(offset, "a section of another kind is there");
        }
        if ((flags & COMPRESSED) == 0) {
            return data;
        }
        Walk piece = new Walk(data, 0, contents.words);
        long compressed = piece.u32();
        long size = piece.u32();
        if (size > MAX_SECTION) {
            throw new DamagedException(offset, size + " bytes are announced, more than a section can have");
        }
        byte[] bytes = data.bytes(piece.at(), compressed, MAX_SECTION);
        return Area.of(compression.expand(bytes, (int) size, offset), offset);
    }

    /** {@code u64 offset, name\0, clock\0, u32 page size, u32 count {u32 cpu, u64 offset, u64 size}}. */
    private Buffer buffer(Walk in) throws IOException, DamagedException {
        long offset = in.u64();
        String name = in.string();
        String clock = in.string();
        long page = contents.pageSize;
        long count = in.u32();
        // The first files of version 7 have no page size there.
        if (in.left() != count * CPU_PART) {
            page = count;
            count = in.u32();
        }
        if (in.left() < count * CPU_PART || page > Contents.MAX_PAGE) {
            throw new DamagedException(in.offset(), "a buffer's description is not possible");
        }
        List<Buffer.CpuPart> parts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long cpu = in.u32();
            long at = in.u64();
            long size = in.u64();
            if (cpu > Contents.MAX_CPU) {
                throw new DamagedException(in.offset(), "CPU " + cpu + " is announced");
            }
            parts.add(new Buffer.CpuPart((int) cpu, at, size));
        }
        return new Buffer(name, clock, (int) page, isCompressed(offset), List.copyOf(parts));
    }

    private boolean isCompressed(long offset) throws IOException, DamagedException {
        contents.file.check(offset, SECTION_HEADER);
        Walk in = new Walk(contents.file, offset, contents.words);
        in.u16();
        return (in.u16() & COMPRESSED) != 0;
    }

    /** A latency tracer's text, or null. */
    @Nullable
    Area text() {
        return text;
    }
}
