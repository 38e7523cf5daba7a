package mmreplay.traces.std;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceWriter;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * Writes what threads did with locks and with shared memory, one {@code thread|operation(what)|line} a line; {@code formats.md} says
 * which event becomes what. STD has no readers' locks: only exclusive sections are written.
 */
public final class StdWriter implements TraceWriter {

    private static final long PAGE_MASK = ~0xfffL;

    private final Writer out;
    private final Threads threads = new Threads();
    private final Sections sections = new Sections(this::line);

    /** Takes one line. */
    interface Lines {
        void line(String thread, String operation, String what, long line) throws IOException;
    }

    public StdWriter(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, US_ASCII));
    }

    private void line(String thread, String operation, String what, long line) throws IOException {
        out.write(thread + "|" + operation + "(" + what + ")|" + line + "\n");
    }

    @Override
    public void begin(TraceInfo info, Stated stated) {
        // the format has no header
    }

    @Override
    public void event(RawEvent event, List<MmEvent> canonical) throws IOException {
        for (int i = 0; i < canonical.size(); i++) {
            MmEvent said = canonical.get(i);
            String thread = threads.of(said);
            if (!sections.event(thread, said)) {
                access(thread, said);
            }
        }
    }

    private void access(String thread, MmEvent event) throws IOException {
        switch (event.kind()) {
            case TASK_FORK -> line(thread, "fork", threads.of((int) event.get(Field.PID)), event.line());
            case TASK_DEAD -> dead(event);
            case PTE_WRITE -> write(thread, entry("pte", event), event);
            case PMD_WRITE -> write(thread, entry("pmd", event), event);
            case PTE_READ, PTE_SAME -> read(thread, entry("pte", event), event);
            case PAGE_COPY -> {
                read(thread, name("page", event, Field.SRC), event);
                write(thread, name("page", event, Field.DST), event);
            }
            case PAGE_ALLOC, PAGE_FREE -> {
                if (event.kind() == EventKind.PAGE_FREE) {
                    sections.gone(Sections.pageLock(event), event.line());
                }
                write(thread, name("page", event, Field.PFN), event);
            }
            case MAPPING_SET -> write(thread, name("mapping", event, Field.PFN), event);
            case AV_ALLOC, AV_FREE -> write(thread, name("anon_vma", event, Field.ANON_VMA), event);
            case AV_READER -> read(thread, name("anon_vma", event, Field.ANON_VMA), event);
            case SWAP_MAP -> write(thread, name("swap_map", event, Field.ENTRY), event);
            case SWAPCACHE -> write(thread, name("swapcache", event, Field.ENTRY), event);
            case SWAP_LOOKUP -> read(thread, name("swapcache", event, Field.ENTRY), event);
            default -> {
                // neither a lock nor memory that two threads share
            }
        }
    }

    private void read(String thread, String what, MmEvent event) throws IOException {
        if (!what.isEmpty()) {
            line(thread, "r", what, event.line());
        }
    }

    private void write(String thread, String what, MmEvent event) throws IOException {
        if (!what.isEmpty()) {
            line(thread, "w", what, event.line());
        }
    }

    /** A page-table entry: by the mm and the address where both are known, else by its table and index. */
    private static String entry(String level, MmEvent event) {
        if (event.has(Field.MM) && event.has(Field.ADDR)) {
            return name(level, event, Field.MM) + "_" + Long.toHexString(event.get(Field.ADDR) & PAGE_MASK);
        }
        return event.has(Field.PT) && event.has(Field.IDX)
                ? name(level + "_of", event, Field.PT) + "_" + event.get(Field.IDX)
                : "";
    }

    private static String name(String what, MmEvent event, Field field) {
        return event.has(field) ? what + "_" + Long.toHexString(event.get(field)) : "";
    }

    private void dead(MmEvent event) throws IOException {
        int pid = (int) event.get(Field.PID);
        sections.ended(threads.of(pid), event.line());
        threads.dead(pid);
    }

    /** What was held may have been released meanwhile. */
    @Override
    public void gap(Gap gap) throws IOException {
        sections.closeAll(gap.line());
    }

    @Override
    public void end(TraceInfo info, Stated stated) throws IOException {
        out.flush();
    }
}
