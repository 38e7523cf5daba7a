package mmreplay.traces.tracedat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.tracedat.print.Words;
import org.jspecify.annotations.Nullable;

/** What the file holds besides events, as the parser of either version finds it. */
final class Contents {

    /** As in the text: a CPU's number has 16 bits. */
    static final int MAX_CPU = 65535;

    static final int MAX_PAGE = 1 << 20;

    private static final int MAX_HEADER_TEXT = 1 << 16;
    private static final int MAX_FORMATS = 1 << 16;
    private static final int MAX_ISSUES = 1000;

    final DatFile file;
    final Words words;
    final int pageSize;

    Layout layout = Layout.DEFAULT;
    /** Every event's format file, not parsed yet. */
    final List<FormatText> formats = new ArrayList<>();

    @Nullable
    Lazy kallsyms;

    @Nullable
    Lazy printk;

    @Nullable
    Lazy cmdlines;

    final List<Buffer> buffers = new ArrayList<>();
    final List<CpuStat> stats = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();

    /** The name in brackets of the file {@code trace_clock}, or empty. */
    String clock = "";

    /** Of UNAME. */
    Optional<KernelVersion> kernel = Optional.empty();

    int cpus;
    final Times times = new Times();

    Contents(DatFile file, Words words, int pageSize) {
        this.file = file;
        this.words = words;
        this.pageSize = pageSize;
    }

    /** A part that is only opened if an event's text needs it. */
    interface Lazy {
        Area open() throws IOException, DamagedException;
    }

    /**
     * Where a format file is.
     *
     * @param system the directory that it is in
     */
    record FormatText(String system, Area text) {}

    /** Something that is wrong with the file, at an offset. */
    record Problem(TraceIssue issue, long offset) {}

    void damaged(DamagedException e) {
        problem(TraceIssue.DAMAGED_SECTION, e.offset());
    }

    void problem(TraceIssue issue, long offset) {
        if (problems.size() < MAX_ISSUES) {
            problems.add(new Problem(issue, offset));
        }
    }

    /** {@code header_page\0 u64 text header_event\0 u64 text}. */
    void headerInfo(Walk in) throws IOException, DamagedException {
        in.expect("header_page\0");
        long where = in.offset();
        layout = Layout.of(in.text(in.u64(), MAX_HEADER_TEXT), where);
        in.expect("header_event\0");
        in.skip(in.u64());
    }

    /** {@code u32 count {u64 size, text}}. */
    void ftraceFormats(Walk in) throws IOException, DamagedException {
        formats("ftrace", in);
    }

    /** {@code u32 systems {name\0 u32 count {u64 size, text}}}. */
    void eventFormats(Walk in) throws IOException, DamagedException {
        long systems = in.u32();
        for (long i = 0; i < systems; i++) {
            formats(in.string(), in);
        }
    }

    private void formats(String system, Walk in) throws IOException, DamagedException {
        long count = in.u32();
        for (long i = 0; i < count; i++) {
            if (formats.size() >= MAX_FORMATS) {
                throw new DamagedException(in.offset(), "more events are announced than a kernel can have");
            }
            formats.add(new FormatText(system, in.part(in.u64())));
        }
    }

    /** The clock that {@code trace_clock} shows in brackets. */
    static String clock(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        return open >= 0 && close > open ? text.substring(open + 1, close).toLowerCase(Locale.ROOT) : "";
    }
}
