package mmreplay.traces.perf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.ByteLines;
import mmreplay.traces.Gap;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.EventNames;
import mmreplay.traces.text.LineReader;

/**
 * Reads the text of perf script.
 *
 * <p>A last line without a newline is booked as an issue even if it looks like an event: nobody can tell whether its last value
 * is whole. A line that is no event continues the event before it, unless it looks like a damaged event.
 */
final class PerfScriptReader extends LineReader {

    private static final byte[] RECORD = "PERF_RECORD_".getBytes(US_ASCII);
    private static final byte[] LOST = "LOST lost ".getBytes(US_ASCII);
    private static final byte[] LOST_SAMPLES = "LOST_SAMPLES lost ".getBytes(US_ASCII);
    private static final byte[] THROTTLE = "THROTTLE".getBytes(US_ASCII);
    private static final byte[] UNTHROTTLE = "UNTHROTTLE".getBytes(US_ASCII);
    private static final byte[] PREV_PID = "prev_pid".getBytes(US_ASCII);

    /** How far into a line its context can reach. */
    private static final int CONTEXT_COLUMNS = 64;

    private final PerfHeader header = new PerfHeader();
    private final PerfLine line = new PerfLine();
    private final EventNames names = new EventNames();
    private final Cursor cursor = new Cursor();
    private boolean settled;
    private boolean twoIds;
    private boolean exact;
    private boolean showsLosses;
    /** Events were left out on purpose, or the numbers of the tasks are not those that the events name. */
    private boolean unsure;

    /** Closing the reader closes {@code lines}. */
    PerfScriptReader(ByteLines lines) {
        super(lines);
    }

    @Override
    protected Bucket whole(byte[] bytes, int from, int to) {
        if (from == to) {
            return Bucket.BLANK;
        }
        if (!line.context(bytes, from, to) || !inShape()) {
            return notEvent(bytes, from, to);
        }
        if (line.record()) {
            EventLine record = line.event();
            return record(bytes, record.textFrom, to, line.cpu() ? record.cpu : Gap.EVERY_CPU);
        }
        return line.name() && line.cpu() ? event(bytes) : issue(TraceIssue.LINE_NOT_UNDERSTOOD);
    }

    /** The fields do not change midway. */
    private boolean inShape() {
        boolean same = !settled || (line.twoIds() == twoIds && line.event().exact == exact);
        if (!settled) {
            settled = true;
            twoIds = line.twoIds();
            exact = line.event().exact;
        }
        return same;
    }

    private Bucket event(byte[] bytes) {
        EventLine parsed = line.event();
        int id = names.id(bytes, parsed.nameFrom, parsed.nameTo);
        if (id == EventNames.NO_ID) {
            return issue(TraceIssue.LINE_NOT_UNDERSTOOD);
        }
        String name = names.name(id);
        // perf counts a sched_stat by its nanoseconds
        unsure |= line.sampled() && !name.startsWith("sched_stat_");
        event().setInterrupt(parsed.interrupt);
        event().setName(id, name);
        event().setBytes(bytes, parsed.commFrom, parsed.commTo, parsed.textFrom, parsed.textTo);
        if (parsed.pid > 0 && name.equals("sched_switch")) {
            int previous = event().field(PREV_PID, 0);
            unsure |= event().isNumber(previous) && event().number(previous) != parsed.pid;
        }
        return eventAt(parsed.time, parsed.cpu, parsed.pid, parsed.tgid);
    }

    /** {@code PERF_RECORD_LOST lost 5} and its like: what is not about losses is a comment on the trace. */
    private Bucket record(byte[] bytes, int from, int to, int cpu) {
        int at = from + RECORD.length;
        if (Ascii.startsWith(bytes, at, to, LOST)) {
            return lost(bytes, at + LOST.length, to, cpu);
        }
        if (Ascii.startsWith(bytes, at, to, LOST_SAMPLES)) {
            // written when the recording ends, and nobody knows where they were
            return lost(bytes, at + LOST_SAMPLES.length, to, Gap.EVERY_CPU);
        }
        if (Ascii.startsWith(bytes, at, to, THROTTLE) || Ascii.startsWith(bytes, at, to, UNTHROTTLE)) {
            gaps().marker(cpu, Gap.UNKNOWN_COUNT, line());
            return Bucket.LOSS_MARKER;
        }
        return Bucket.HEADER;
    }

    private Bucket lost(byte[] bytes, int at, int to, int cpu) {
        showsLosses = true;
        cursor.set(bytes, at, to);
        gaps().marker(cpu, cursor.eatNumber(), line());
        return Bucket.LOSS_MARKER;
    }

    private Bucket notEvent(byte[] bytes, int from, int to) {
        if (bytes[from] == '#') {
            if (events() == 0) {
                header.comment(bytes, from, to);
            }
            return Bucket.HEADER;
        }
        if (isBlank(bytes, from, to)) {
            return Bucket.BLANK;
        }
        if (line.bare(bytes, from, to)) {
            return record(bytes, line.event().textFrom, to, Gap.EVERY_CPU);
        }
        if (events() == 0) {
            return header.stats(bytes, from, to) ? Bucket.HEADER : issue(TraceIssue.LINE_NOT_UNDERSTOOD);
        }
        return resemblesEvent(bytes, from, to) ? issue(TraceIssue.LINE_NOT_UNDERSTOOD) : Bucket.CONTINUATION;
    }

    /** Damaged: {@code bash 12 [0x1] 5.000001: ..}. A frame of a callchain is indented by a tab. */
    private static boolean resemblesEvent(byte[] bytes, int from, int to) {
        if (bytes[from] == '\t') {
            return false;
        }
        int last = Math.min(to, from + CONTEXT_COLUMNS);
        for (int at = from + 2; at < last; at++) {
            if (bytes[at] == '[' && bytes[at - 1] == ' ') {
                int before = at - 1;
                while (before > from && bytes[before] == ' ') {
                    before--;
                }
                return Ascii.isDigit(bytes[before]);
            }
        }
        return false;
    }

    @Override
    protected Bucket unterminated(byte[] bytes, int from, int to) {
        boolean harmless = bytes[from] == '#' || isBlank(bytes, from, to);
        return harmless ? notEvent(bytes, from, to) : issue(TraceIssue.CUT_LINE);
    }

    @Override
    public Stated stated() {
        boolean shown = !unsure && !header.ofSomeTasks() && (showsLosses || header.proves(events()));
        return Stated.of(header.kernel()).withLosses(shown);
    }

    @Override
    public TraceInfo info() {
        int cpus = Math.max(header.cpus(), highestCpu() + 1);
        ClockUnit clock = exact ? ClockUnit.EXACT_NANOSECONDS : ClockUnit.NANOSECONDS;
        return new TraceInfo(
                PerfScriptFormat.NAME, clock, cpus, events(), header.samplesToTheEnd(), header.samplesToTheEnd());
    }
}
