package mmreplay.traces.tracecmd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import mmreplay.traces.Ascii;
import mmreplay.traces.ByteLines;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.text.Body;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.EventNames;
import mmreplay.traces.text.LineReader;
import mmreplay.traces.text.LossMarker;

/**
 * Reads the text of trace-cmd report.
 *
 * <p>A last line without a newline is booked as an issue even if it looks like an event: nobody can tell whether its last value
 * is whole. A line that is no event continues the event before it, unless it looks like a damaged event.
 */
final class ReportReader extends LineReader {

    private static final byte[] SYSCALL_ENTRY = "sys_enter_".getBytes(US_ASCII);
    private static final byte[] SYSCALL_EXIT = "sys_exit_".getBytes(US_ASCII);
    private static final byte[] SYSCALL = "sys_".getBytes(US_ASCII);
    private static final int NO_BUFFER = -1;

    private final ReportHeader header = new ReportHeader();
    private final ReportLine line = new ReportLine();
    private final LossMarker marker = new LossMarker();
    private final EventNames names = new EventNames();
    private final EventNames buffers = new EventNames();
    private int[] owners = new int[0];

    /** Of which buffer the line before says that events were lost, or -1. */
    private int markersBuffer = NO_BUFFER;

    /** Closing the reader closes {@code lines}. */
    ReportReader(ByteLines lines) {
        super(lines);
        buffers.id("");
    }

    @Override
    protected Bucket whole(byte[] bytes, int from, int to) {
        if (from == to) {
            return Bucket.BLANK;
        }
        if (line.parse(bytes, from, to, markersBuffer != NO_BUFFER)) {
            return event(bytes);
        }
        markersBuffer = NO_BUFFER;
        return notEvent(bytes, from, to);
    }

    private Bucket event(byte[] bytes) {
        EventLine parsed = line.event();
        boolean tracers = isTracers(bytes, parsed);
        if (tracers) {
            written(bytes, parsed);
        }
        int id = nameId(bytes, parsed);
        int buffer = line.isUnprefixed() ? markersBuffer : buffers.id(bytes, line.bufferFrom(), line.bufferTo());
        markersBuffer = NO_BUFFER;
        if (id == EventNames.NO_ID || buffer == EventNames.NO_ID) {
            return issue(TraceIssue.LINE_NOT_UNDERSTOOD);
        }
        if (!tracers && isTwice(id, buffer)) {
            ledger().issue(TraceIssue.RECORDED_TWICE, line());
            return Bucket.EVENT_NOT_NEEDED;
        }
        event().setInterrupt(parsed.interrupt);
        event().setName(id, names.name(id));
        event().setBuffer(buffer, buffers.name(buffer));
        event().setBytes(bytes, parsed.commFrom, parsed.commTo, parsed.textFrom, parsed.textTo);
        boolean rawFields = line.rawFields();
        if (names.name(id).equals("sched_switch")) {
            rawFields |= !schedSwitch(bytes, parsed);
        }
        if (rawFields) {
            event().setRawFields();
        }
        return eventAt(parsed.time, parsed.cpu, parsed.pid, parsed.tgid);
    }

    private boolean schedSwitch(byte[] bytes, EventLine parsed) {
        if (SchedSwitch.isPlain(bytes, parsed.textFrom, parsed.textTo)) {
            return true;
        }
        byte[] plain = SchedSwitch.plain(bytes, parsed.textFrom, parsed.textTo);
        if (plain != null) {
            int comm = parsed.commTo - parsed.commFrom;
            byte[] both = Arrays.copyOf(Arrays.copyOfRange(bytes, parsed.commFrom, parsed.commTo), comm + plain.length);
            System.arraycopy(plain, 0, both, comm, plain.length);
            event().setBytes(both, 0, comm, comm, both.length);
        }
        return plain != null;
    }

    /** An entry of the tracers, which every buffer has of its own. */
    private static boolean isTracers(byte[] bytes, EventLine parsed) {
        return parsed.unnamed != Body.Unnamed.NO
                || switch (new String(bytes, parsed.nameFrom, parsed.nameTo - parsed.nameFrom, US_ASCII)) {
                    case "print", "bprint", "bputs", "function", "kernel_stack", "user_stack", "raw_data" -> true;
                    default -> false;
                };
    }

    /** {@code print: tracing_mark_write: text} is named after its writer, as in the kernel's own text. */
    private static void written(byte[] bytes, EventLine parsed) {
        int at = parsed.textFrom;
        while (at < parsed.textTo && (Ascii.isIdentifier(bytes[at]) || bytes[at] == '.')) {
            at++;
        }
        if (at > parsed.textFrom && at + 1 < parsed.textTo && bytes[at] == ':' && bytes[at + 1] == ' ') {
            parsed.nameFrom = parsed.textFrom;
            parsed.nameTo = at;
            parsed.textFrom = at + 2;
        }
    }

    private int nameId(byte[] bytes, EventLine parsed) {
        if (parsed.unnamed != Body.Unnamed.NO) {
            return names.id(parsed.unnamed.kernelName());
        }
        int enter = syscall(bytes, parsed, SYSCALL_ENTRY);
        int exit = syscall(bytes, parsed, SYSCALL_EXIT);
        return enter >= 0 ? enter : exit >= 0 ? exit : names.id(bytes, parsed.nameFrom, parsed.nameTo);
    }

    /** The kernel prints {@code sys_madvise} at its entry and at its exit. */
    private int syscall(byte[] bytes, EventLine parsed, byte[] prefix) {
        if (!Ascii.startsWith(bytes, parsed.nameFrom, parsed.nameTo, prefix)) {
            return EventNames.NO_ID;
        }
        int from = parsed.nameFrom + prefix.length;
        byte[] name = Arrays.copyOf(SYSCALL, SYSCALL.length + parsed.nameTo - from);
        System.arraycopy(bytes, from, name, SYSCALL.length, parsed.nameTo - from);
        return names.id(name, 0, name.length);
    }

    /** The same kind of event in two buffers is taken from the first. */
    private boolean isTwice(int id, int buffer) {
        if (id >= owners.length) {
            int known = owners.length;
            owners = Arrays.copyOf(owners, Math.max(id + 1, 2 * known));
            Arrays.fill(owners, known, owners.length, NO_BUFFER);
        }
        if (owners[id] == NO_BUFFER) {
            owners[id] = buffer;
        }
        return owners[id] != buffer;
    }

    private Bucket notEvent(byte[] bytes, int from, int to) {
        int at = marker.find(bytes, from, to);
        if (at >= 0) {
            markersBuffer = prefix(bytes, from, at);
            gaps().marker(marker.cpu(), marker.lost(), line());
            return Bucket.LOSS_MARKER;
        }
        if (isBlank(bytes, from, to)) {
            return Bucket.BLANK;
        }
        if (events() == 0) {
            boolean known = bytes[from] == '#' || header.line(bytes, from, to);
            return known ? Bucket.HEADER : issue(TraceIssue.LINE_NOT_UNDERSTOOD);
        }
        return event().name().equals("tracing_mark_write") || !line.resemblesEvent(bytes, from, to)
                ? Bucket.CONTINUATION
                : issue(TraceIssue.LINE_NOT_UNDERSTOOD);
    }

    /** {@code "  mmrx: "}, or blanks for the top buffer. */
    private int prefix(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && bytes[start] == ' ') {
            start++;
        }
        boolean named = to - start > 2 && bytes[to - 2] == ':' && bytes[to - 1] == ' ';
        return Math.max(0, buffers.id(bytes, start, named ? to - 2 : start));
    }

    @Override
    protected Bucket unterminated(byte[] bytes, int from, int to) {
        boolean harmless = isBlank(bytes, from, to) || marker.find(bytes, from, to) >= 0;
        return harmless ? notEvent(bytes, from, to) : issue(TraceIssue.CUT_LINE);
    }

    @Override
    public TraceInfo info() {
        ClockUnit clock =
                line.isRaw() ? ClockUnit.RAW : line.isExact() ? ClockUnit.EXACT_NANOSECONDS : ClockUnit.NANOSECONDS;
        int cpus = Math.max(header.cpus(), highestCpu() + 1);
        return new TraceInfo(TraceCmdReportFormat.NAME, clock, cpus, events(), -1, -1);
    }
}
