package mmreplay.traces.tracefs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import mmreplay.traces.Ascii;
import mmreplay.traces.ByteLines;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.rows.Statement;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.EventNames;
import mmreplay.traces.text.LineReader;
import mmreplay.traces.text.LossMarker;

/**
 * Reads the text of tracefs' files {@code trace} and {@code trace_pipe}.
 *
 * <p>A last line without a newline is booked as an issue even if it looks like an event: nobody can tell whether its last
 * value is whole. A line that is no event continues the event before it, unless it looks like a damaged event.
 */
public final class TracefsTextReader extends LineReader {

    private static final byte[] STACK_FRAME = " => ".getBytes(US_ASCII);

    private final Header header = new Header();
    private final LineParser parser = new LineParser();
    private final LossMarker marker = new LossMarker();
    private final Statement statement = new Statement();

    /** Closing the reader closes {@code lines}. */
    public TracefsTextReader(ByteLines lines) {
        super(lines);
    }

    /** Reads a text at hand. */
    public static TracefsTextReader ofText(String text) {
        try {
            return new TracefsTextReader(new ByteLines(new ByteArrayInputStream(text.getBytes(UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory cannot fail", e);
        }
    }

    @Override
    protected Bucket whole(byte[] bytes, int from, int to) {
        if (from == to) {
            return Bucket.BLANK;
        }
        if (!isComment(bytes, from, to) && parser.parse(bytes, from, to, header.latency())) {
            return event(bytes, to);
        }
        return notEvent(bytes, from, to);
    }

    /** Tools that do not pad the task's name may print {@code #thread-12}. */
    private static boolean isComment(byte[] bytes, int from, int to) {
        return bytes[from] == '#' && (to - from == 1 || bytes[from + 1] == ' ' || bytes[from + 1] == '#');
    }

    private Bucket event(byte[] bytes, int to) {
        EventLine parsed = parser.event();
        int id = parser.nameId();
        if (id == EventNames.NO_ID) {
            return issue(TraceIssue.LINE_NOT_UNDERSTOOD);
        }
        int textTo = to;
        if (bytes[to - 1] == ']') {
            textTo = glued(bytes, parsed.textFrom, to);
        }
        event().setInterrupt(parsed.interrupt);
        event().setName(id, parser.name());
        event().setBytes(bytes, parsed.commFrom, parsed.commTo, parsed.textFrom, textTo);
        return eventAt(parsed.time, parsed.cpu, parsed.pid, parsed.tgid);
    }

    /** A trace_printk without a newline lets the next line begin on its own; returns where the event's text ends. */
    private int glued(byte[] bytes, int from, int to) {
        int at = marker.find(bytes, from, to);
        if (at < 0) {
            return to;
        }
        gaps().markerBehind(marker.cpu(), marker.lost(), line());
        return at;
    }

    private Bucket notEvent(byte[] bytes, int from, int to) {
        if (bytes[from] == '#') {
            return comment(bytes, from, to);
        }
        if (marker.find(bytes, from, to) >= 0) {
            gaps().marker(marker.cpu(), marker.lost(), line());
            return Bucket.LOSS_MARKER;
        }
        if (isBlank(bytes, from, to)) {
            return Bucket.BLANK;
        }
        return continuesEvent(bytes, from, to) ? Bucket.CONTINUATION : issue(TraceIssue.LINE_NOT_UNDERSTOOD);
    }

    private Bucket comment(byte[] bytes, int from, int to) {
        if (marker.bufferStarted(bytes, from, to)) {
            gaps().bufferStarted(marker.cpu(), line());
            return Bucket.LOSS_MARKER;
        }
        // Behind the first event, a comment may be a marker's text.
        if (events() == 0) {
            header.line(bytes, from, to);
            statement.recording(new String(bytes, from, to - from, UTF_8));
            if (header.written() > header.inBuffer()) {
                gaps().overwritten(line());
            }
        }
        return Bucket.HEADER;
    }

    private boolean continuesEvent(byte[] bytes, int from, int to) {
        if (events() == 0) {
            return false;
        }
        return Ascii.startsWith(bytes, from, to, STACK_FRAME)
                || holdsAnything(event().name())
                || !parser.resemblesEvent(bytes, from, to);
    }

    /** Text that user space wrote may hold lines that look like damaged events. */
    private static boolean holdsAnything(String name) {
        return switch (name) {
            case "tracing_mark_write", "print", "bprint", "bputs" -> true;
            default -> false;
        };
    }

    @Override
    protected Bucket unterminated(byte[] bytes, int from, int to) {
        boolean harmless = bytes[from] == '#' || isBlank(bytes, from, to) || marker.find(bytes, from, to) == from;
        return harmless ? notEvent(bytes, from, to) : issue(TraceIssue.CUT_LINE);
    }

    /** A kernel states nothing; a text that was converted carries what lay beside its source as comments. */
    @Override
    public Stated stated() {
        return statement.stated(false);
    }

    @Override
    public TraceInfo info() {
        ClockUnit clock = parser.clock();
        int cpus = Math.max(header.cpus(), highestCpu() + 1);
        // A damaged stream proves nothing, not even by a count that happens to match.
        boolean counted = !cut();
        long inBuffer = counted ? header.inBuffer() : -1;
        long written = counted ? header.written() : -1;
        return new TraceInfo("tracefs", clock, cpus, events(), inBuffer, written);
    }
}
