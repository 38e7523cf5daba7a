package mmreplay.traces.tracedat;

import java.io.IOException;
import mmreplay.traces.tracedat.print.Words;
import org.jspecify.annotations.Nullable;

/**
 * The begin of the file: {@code 17 08 44 "tracing" version\0 endian(1) long(1) page(4)}, and all that it leads to.
 *
 * @param compression of the chunks, if any are compressed
 * @param text of a latency tracer, which the file has instead of pages; or null
 */
record Head(
        Contents contents,
        Compression compression,
        @Nullable Area text) {

    static Head read(DatFile file) throws IOException, DamagedException {
        Walk start = new Walk(file, 0, Words.LITTLE);
        start.expect("\u0017\bDtracing");
        String version = start.string();
        int endian = start.u8();
        start.u8(); // The long of user space: no size in the file depends on it.
        if (endian > 1) {
            throw new DamagedException(start.offset() - 2, "the byte order is not told");
        }
        Words words = endian == 1 ? Words.BIG : Words.LITTLE;
        Walk in = new Walk(file, start.at(), words);
        long page = in.u32();
        if (page < 512 || page > Contents.MAX_PAGE) {
            throw new DamagedException(in.offset() - 4, "pages of " + page + " bytes are announced");
        }
        Contents contents = new Contents(file, words, (int) page);
        return switch (version) {
            case "6" -> {
                HeadV6 head = new HeadV6(contents);
                head.read(in);
                yield new Head(contents, Compression.NONE, head.text());
            }
            case "7" -> {
                Compression compression = compression(in);
                HeadV7 head = new HeadV7(contents, compression);
                head.read(in.u64());
                yield new Head(contents, compression, contents.buffers.isEmpty() ? head.text() : null);
            }
            default -> throw new DamagedException(10, "version '" + printable(version) + "' is not known");
        };
    }

    private static Compression compression(Walk in) throws IOException, DamagedException {
        long offset = in.offset();
        String name = in.string();
        in.string(); // The version of the library that compressed it.
        return switch (name) {
            case "none" -> Compression.NONE;
            case "zstd" -> Compression.ZSTD;
            case "zlib" -> Compression.ZLIB;
            default -> throw new DamagedException(offset, "the compression '" + printable(name) + "' is not known");
        };
    }

    private static String printable(String name) {
        String clean = name.replaceAll("[^ -~]", "?");
        return clean.length() > 20 ? clean.substring(0, 20) : clean;
    }
}
