package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a small trace.dat, of either version, byte order and long size. */
public final class DatBuilder {

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

    /** Of markers and trace_printk, with id 5. */
    static final String PRINT = """
            name: print
            ID: 5
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:unsigned long ip;\toffset:8;\tsize:8;\tsigned:0;
            \tfield:char buf[];\toffset:16;\tsize:0;\tsigned:0;

            print fmt: "%ps: %s", (void *)REC->ip, REC->buf
            """;

    private final boolean big;
    private final int longSize;
    private final List<String> formats = new ArrayList<>(List.of(FORMAT));
    private final List<Part> parts = new ArrayList<>();
    private final List<byte[]> options = new ArrayList<>();
    private final List<String> ftrace = new ArrayList<>();
    private String clock = "local";
    private String printk = "";
    private String kallsyms = "";
    /** Null in a file with pages. */
    private @Nullable String latency;

    private Packing packing = Packing.V7;

    private record Part(String buffer, int cpu, List<byte[]> pages) {}

    /** {@code longSize} is the kernel's. */
    DatBuilder(boolean big, int longSize) {
        this.big = big;
        this.longSize = longSize;
    }

    static DatBuilder little() {
        return new DatBuilder(false, 8);
    }

    DatBytes bytes() {
        return new DatBytes(big);
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

    /** A page; {@code flags} are those of the commit word; {@code lost} stands behind the data if it is not negative. */
    byte[] page(long time, long flags, long lost, DatBytes records) {
        DatBytes page = bytes().u64(time);
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

    byte[] page(long time, DatBytes records) {
        return page(time, 0, -1, records);
    }

    /** The copy of /proc/kallsyms. */
    DatBuilder symbols(String text) {
        kallsyms = text;
        return this;
    }

    /** An event with id 101. */
    DatBytes tock(long delta, int pid, long n) {
        return bytes().record(4, delta).u16(101).u16(0).u32(pid).u64(n);
    }

    /** One marker. */
    DatBytes marker(long delta, long ip, String text) {
        int length = (16 + text.length() + 1 + 3) / 4 * 4;
        DatBytes data = bytes().u16(5).u16(0).u32(7).u64(ip).text(text).fill(length);
        return bytes().record(0, delta).u32(length + 4).raw(data.done());
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

    private byte[] ftraceFormats() {
        DatBytes out = bytes().u32(ftrace.size());
        ftrace.forEach(format -> out.u64(format.length()).text(format));
        return out.done();
    }

    private byte[] eventFormats() {
        DatBytes out = bytes().u32(1).text("test\0").u32(formats.size());
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

    /** An entry of the tracers themselves. */
    DatBuilder ftrace(String text) {
        ftrace.add(text);
        return this;
    }

    /** The file printk_formats. */
    DatBuilder printk(String text) {
        printk = text;
        return this;
    }

    private DatBytes start(String version) {
        return bytes().text("\u0017\bDtracing" + version + "\0")
                .byteOf(big ? 1 : 0)
                .byteOf(longSize)
                .u32(PAGE);
    }

    byte[] done(Packing how) {
        packing = how;
        return how == Packing.V6 ? v6() : v7();
    }

    private List<Part> parts(String buffer) {
        return parts.stream().filter(part -> part.buffer().equals(buffer)).toList();
    }

    /** An instance's data begins with a block like the top one's; the option that names it holds the offset. */
    private byte[] v6() {
        List<String> instances = parts.stream()
                .map(Part::buffer)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        DatBytes out = start("6")
                .raw(headerInfo())
                .raw(ftraceFormats())
                .raw(eventFormats())
                .u32(kallsyms.length())
                .text(kallsyms);
        out.u32(printk.length()).text(printk).u64(cmdlines().length).raw(cmdlines());
        out.u32(parts("").size()).text("options  \0");
        options.forEach(out::raw);
        String clocks = "[" + clock + "]\n\0";
        out.u16(4).u32(clocks.length()).text(clocks);
        if (latency != null) {
            return out.u16(0).text("latency  \0").text(latency).done();
        }
        int named = 0;
        for (String instance : instances) {
            named += 2 + 4 + 8 + instance.length() + 1 + 2 + 4 + 4;
        }
        int top = out.size() + named + 2;
        int at = flyrecordEnd(top, parts(""));
        for (String instance : instances) {
            out.u16(3).u32(8 + instance.length() + 1).u64(at).text(instance + "\0");
            out.u16(8).u32(4).u32(parts(instance).size());
            at = flyrecordEnd(at, parts(instance));
        }
        out.u16(0);
        flyrecord(out, parts(""));
        instances.forEach(instance -> flyrecord(out, parts(instance)));
        return out.done();
    }

    private static int flyrecordEnd(int at, List<Part> cpus) {
        int pages = cpus.stream().mapToInt(part -> part.pages().size()).sum();
        return aligned(at + 10 + 16 * cpus.size()) + pages * PAGE;
    }

    private static void flyrecord(DatBytes out, List<Part> cpus) {
        int at = aligned(out.size() + 10 + 16 * cpus.size());
        int data = at;
        out.text("flyrecord\0");
        for (Part part : cpus) {
            int size = part.pages().size() * PAGE;
            out.u64(data).u64(size);
            data += size;
        }
        out.fill(at);
        cpus.forEach(part -> part.pages().forEach(out::raw));
    }

    private static int aligned(int at) {
        return (at + PAGE - 1) / PAGE * PAGE;
    }

    private byte[] compressed(byte[] bytes) {
        byte[] packed = packing.compress(bytes);
        return bytes().u32(packed.length).u32(bytes.length).raw(packed).done();
    }

    private void section(DatBytes out, int id, byte[] content) {
        byte[] body = packing.compressed() ? compressed(content) : content;
        out.u16(id).u16(packing.compressed() ? 1 : 0).u32(0).u64(body.length).raw(body);
    }

    private byte[] v7() {
        DatBytes out = start("7").text(packing.compression + "\0001\0");
        int fix = out.size();
        out.u64(0);
        DatBytes found = bytes();
        options.forEach(found::raw);
        found.u16(16).u32(8).u64(out.size());
        section(out, 16, headerInfo());
        found.u16(18).u32(8).u64(out.size());
        section(out, 18, eventFormats());
        found.u16(17).u32(8).u64(out.size());
        section(out, 17, ftraceFormats());
        found.u16(19).u32(8).u64(out.size());
        section(out, 19, bytes().u32(kallsyms.length()).text(kallsyms).done());
        found.u16(20).u32(8).u64(out.size());
        section(out, 20, bytes().u32(printk.length()).text(printk).done());
        found.u16(21).u32(8).u64(out.size());
        section(out, 21, bytes().u64(cmdlines().length).raw(cmdlines()).done());
        for (String buffer : parts.stream().map(Part::buffer).distinct().toList()) {
            byte[] described = buffer(out, buffer);
            found.u16(3).u32(described.length).raw(described);
        }
        if (latency != null) {
            found.u16(22).u32(10).u64(out.size()).text("\0\0");
            section(out, 22, latency.getBytes(ISO_8859_1));
        }
        found.u16(0).u32(8).u64(0);
        int options = out.size();
        out.u16(0).u16(0).u32(0).u64(found.size()).raw(found.done());
        byte[] all = out.done();
        byte[] offset = bytes().u64(options).done();
        System.arraycopy(offset, 0, all, fix, 8);
        return all;
    }

    private byte[] buffer(DatBytes out, String name) {
        List<Part> cpus = parts(name);
        DatBytes described =
                bytes().u64(out.size()).text(name + "\0" + (name.equals("odd") ? "counter" : clock) + "\0");
        int page = cpus.get(0).pages().get(0).length;
        described.u32(page).u32(cpus.size());
        out.u16(3).u16(packing.compressed() ? 1 : 0).u32(0).u64(0);
        for (Part part : cpus) {
            out.fill((out.size() + page - 1) / page * page);
            int at = out.size();
            if (packing.compressed()) {
                out.u32(part.pages().size());
                part.pages().forEach(each -> out.raw(compressed(each)));
            } else {
                part.pages().forEach(out::raw);
            }
            described.u32(part.cpu()).u64(at).u64(out.size() - at);
        }
        return described.done();
    }

    /** A latency tracer's file: a text instead of pages. */
    byte[] latency(String text, Packing how) {
        packing = how;
        latency = text;
        return how == Packing.V6 ? v6() : v7();
    }

    /** A file with two CPUs, an instance, and the kernel's own counts. */
    public static byte[] example(boolean big, int longSize, Packing packing) {
        DatBuilder dat = new DatBuilder(big, longSize);
        dat.cpu(
                0,
                dat.page(100, dat.bytes().tick(0, 7, 1)),
                dat.page(300, dat.bytes().tick(0, 7, 3).record(30, 5).u32(2).tick(1, 7, 4)));
        dat.cpu(1, dat.page(200, 1L << 31, -1, dat.bytes().tick(0, 8, 2)));
        dat.cpu("kvm", 0, dat.page(150, dat.bytes().tick(0, 7, 1)));
        return dat.stat(0, 0, 0, 3).stat(1, 0, 0, 1).done(packing);
    }

    /** A file whose only event has this format; the event's id is 100. */
    public static byte[] withFormat(String format, Packing packing) {
        DatBuilder dat = little();
        dat.formats.clear();
        dat.format(format).cpu(0, dat.page(100, dat.bytes().tick(0, 7, 1)));
        return dat.done(packing);
    }

    /** A file with a marker, whose writer's name is to be found among these symbols. */
    public static byte[] withSymbols(String symbols, Packing packing) {
        DatBuilder dat = little();
        dat.kallsyms = symbols;
        dat.ftrace(PRINT).cpu(0, dat.page(100, dat.marker(0, 0xffffffff81000004L, "hello\n")));
        return dat.done(packing);
    }
}
