package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Makes a small trace.dat, of either version, byte order and long size. */
final class DatBuilder {

    static final int PAGE = 512;

    /** Event 100, with one u64. */
    static final String FORMAT = """
            name: tick
            ID: 100
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:u64 n;\toffset:8;\tsize:8;\tsigned:0;

            print fmt: "n=%llu", REC->n
            """;

    private final boolean big;
    private final int longSize;
    private final boolean zlib;
    private final List<String> formats = new ArrayList<>(List.of(FORMAT));
    private final List<Part> parts = new ArrayList<>();
    private final List<byte[]> options = new ArrayList<>();
    private String clock = "local";

    private record Part(String buffer, int cpu, List<byte[]> pages) {}

    DatBuilder(boolean big, int longSize, boolean zlib) {
        this.big = big;
        this.longSize = longSize;
        this.zlib = zlib;
    }

    static DatBuilder little() {
        return new DatBuilder(false, 8, false);
    }

    Bytes bytes() {
        return new Bytes(big);
    }

    DatBuilder clock(String name) {
        clock = name;
        return this;
    }

    DatBuilder cpu(String buffer, int cpu, byte[]... pages) {
        parts.add(new Part(buffer, cpu, List.of(pages)));
        return this;
    }

    DatBuilder cpu(int cpu, byte[]... pages) {
        return cpu("", cpu, pages);
    }

    DatBuilder option(int id, byte[] data) {
        options.add(bytes().u16(id).u32(data.length).raw(data).done());
        return this;
    }

    DatBuilder stat(int cpu, long overrun, long dropped, long read) {
        String text = "CPU: " + cpu + "\nentries: 0\noverrun: " + overrun + "\ncommit overrun: 0\nbytes: 0\n"
                + "dropped events: " + dropped + "\nread events: " + read + "\n\0";
        return option(2, text.getBytes(ISO_8859_1));
    }

    /** Numbers and words in the file's byte order. */
    static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final boolean big;

        Bytes(boolean big) {
            this.big = big;
        }

        private Bytes number(long value, int size) {
            ByteBuffer buffer = ByteBuffer.allocate(8).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(value);
            out.write(buffer.array(), big ? 8 - size : 0, size);
            return this;
        }

        Bytes u16(long value) {
            return number(value, 2);
        }

        Bytes u32(long value) {
            return number(value, 4);
        }

        Bytes u64(long value) {
            return number(value, 8);
        }

        Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Bytes text(String text) {
            return raw(text.getBytes(ISO_8859_1));
        }

        Bytes byteOf(int value) {
            out.write(value);
            return this;
        }

        int size() {
            return out.size();
        }

        Bytes fill(int to) {
            while (out.size() < to) {
                out.write(0);
            }
            return this;
        }

        byte[] done() {
            return out.toByteArray();
        }

        /** The head of a record in a page. */
        Bytes record(int type, long delta) {
            return u32(big ? (long) type << 27 | delta : delta << 5 | type);
        }

        /** A whole event with id 100. */
        Bytes tick(long delta, int pid, long n) {
            return record(4, delta).u16(100).byteOf(0).byteOf(0).u32(pid).u64(n);
        }
    }

    /** A page; {@code flags} are those of the commit word; {@code lost} stands behind the data if it is not negative. */
    byte[] page(long time, long flags, long lost, Bytes records) {
        Bytes page = bytes().u64(time);
        long commit = flags | records.size();
        if (longSize == 8) {
            page.u64(commit);
        } else {
            page.u32(commit);
        }
        page.raw(records.done());
        if (lost >= 0 && longSize == 8) {
            page.u64(lost);
        } else if (lost >= 0) {
            page.u32(lost);
        }
        return page.fill(PAGE).done();
    }

    byte[] page(long time, Bytes records) {
        return page(time, 0, -1, records);
    }

    private String headerPage() {
        return "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n\tfield: local_t commit;\toffset:8;\tsize:"
                + longSize
                + ";\tsigned:1;\n\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n\tfield: char data;\toffset:"
                + (8 + longSize) + ";\tsize:" + (PAGE - 8 - longSize) + ";\tsigned:0;\n";
    }

    private byte[] headerInfo() {
        String page = headerPage();
        return bytes().text("header_page\0")
                .u64(page.length())
                .text(page)
                .text("header_event\0")
                .u64(2)
                .text("#\n")
                .done();
    }

    private byte[] eventFormats() {
        Bytes out = bytes().u32(1).text("test\0").u32(formats.size());
        formats.forEach(format -> out.u64(format.length()).text(format));
        return out.done();
    }

    private byte[] cmdlines() {
        return "7 seven\n8 e-i g:ht\n".getBytes(ISO_8859_1);
    }

    DatBuilder format(String text) {
        formats.add(text);
        return this;
    }

    private Bytes start(String version) {
        return bytes().text("\u0017\bDtracing" + version + "\0")
                .byteOf(big ? 1 : 0)
                .byteOf(longSize)
                .u32(PAGE);
    }

    byte[] v6() {
        Bytes out =
                start("6").raw(headerInfo()).u32(0).raw(eventFormats()).u32(0).u32(0);
        out.u64(cmdlines().length).raw(cmdlines()).u32(parts.size()).text("options  \0");
        options.forEach(out::raw);
        out.u16(0).text("flyrecord\0");
        int at = aligned(out.size() + 16 * parts.size());
        Bytes data = bytes();
        for (Part part : parts) {
            out.u64(at + data.size()).u64((long) part.pages().size() * PAGE);
            part.pages().forEach(data::raw);
        }
        return out.fill(at).raw(data.done()).done();
    }

    private static int aligned(int at) {
        return (at + PAGE - 1) / PAGE * PAGE;
    }

    private byte[] compressed(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return bytes().u32(length)
                .u32(bytes.length)
                .raw(Arrays.copyOf(out, length))
                .done();
    }

    private void section(Bytes out, int id, byte[] content) {
        byte[] body = zlib ? compressed(content) : content;
        out.u16(id).u16(zlib ? 1 : 0).u32(0).u64(body.length).raw(body);
    }

    byte[] v7() {
        Bytes out = start("7").text(zlib ? "zlib\0001\0" : "none\0\0");
        int fix = out.size();
        out.u64(0);
        Bytes found = bytes();
        options.forEach(found::raw);
        found.u16(16).u32(8).u64(out.size());
        section(out, 16, headerInfo());
        found.u16(18).u32(8).u64(out.size());
        section(out, 18, eventFormats());
        found.u16(21).u32(8).u64(out.size());
        section(out, 21, bytes().u64(cmdlines().length).raw(cmdlines()).done());
        for (String buffer : parts.stream().map(Part::buffer).distinct().toList()) {
            byte[] described = buffer(out, buffer);
            found.u16(3).u32(described.length).raw(described);
        }
        found.u16(0).u32(8).u64(0);
        int options = out.size();
        out.u16(0).u16(0).u32(0).u64(found.size()).raw(found.done());
        byte[] all = out.done();
        byte[] offset = bytes().u64(options).done();
        System.arraycopy(offset, 0, all, fix, 8);
        return all;
    }

    private byte[] buffer(Bytes out, String name) {
        List<Part> cpus =
                parts.stream().filter(part -> part.buffer().equals(name)).toList();
        Bytes described = bytes().u64(out.size()).text(name + "\0" + (name.equals("odd") ? "counter" : clock) + "\0");
        described.u32(PAGE).u32(cpus.size());
        out.u16(3).u16(zlib ? 1 : 0).u32(0).u64(0);
        for (Part part : cpus) {
            out.fill(aligned(out.size()));
            int at = out.size();
            if (zlib) {
                out.u32(part.pages().size());
                part.pages().forEach(page -> out.raw(compressed(page)));
            } else {
                part.pages().forEach(out::raw);
            }
            described.u32(part.cpu()).u64(at).u64(out.size() - at);
        }
        return described.done();
    }
}
