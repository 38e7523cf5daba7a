package mmreplay.traces.text;

import java.io.IOException;
import mmreplay.traces.ByteLines;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;
import org.jspecify.annotations.Nullable;

/** Reads a text line by line: every line goes into one bucket of the ledger, and may hold one event or tell of one gap. */
public abstract class LineReader implements TraceReader {

    private final ByteLines lines;
    private final Ledger ledger = new Ledger();
    private final Gaps gaps = new Gaps(ledger);
    private final RawEvent event = new RawEvent();

    private @Nullable Gap gap;
    private boolean eventPending;
    private boolean ended;
    private long line;
    private long events;
    private int highestCpu = -1;

    /** Closing the reader closes {@code lines}. */
    protected LineReader(ByteLines lines) {
        this.lines = lines;
    }

    /** Reads a line. It may call {@link #eventAt}, once, and {@link #gaps()}. */
    protected abstract Bucket whole(byte[] bytes, int from, int to);

    /** Reads a last line without a newline: nobody can tell whether its last value is whole. */
    protected abstract Bucket unterminated(byte[] bytes, int from, int to);

    @Override
    public final Step next() throws IOException {
        while (gaps.none() && !eventPending) {
            if (ended) {
                return Step.END;
            }
            readLine();
        }
        if (!gaps.none()) {
            gap = gaps.take();
            return Step.GAP;
        }
        eventPending = false;
        events++;
        gaps.delivered();
        return Step.EVENT;
    }

    private void readLine() throws IOException {
        ByteLines.Line kind = lines.next();
        if (kind == ByteLines.Line.END) {
            end();
            return;
        }
        line++;
        ledger.line();
        switch (kind) {
            case WHOLE -> ledger.put(whole(lines.bytes(), lines.from(), lines.to()));
            case UNTERMINATED -> ledger.put(unterminated(lines.bytes(), lines.from(), lines.to()));
            case TOO_LONG -> ledger.put(issue(TraceIssue.LINE_TOO_LONG));
            case END -> throw new AssertionError(kind);
        }
    }

    private void end() {
        ended = true;
        if (lines.cut()) {
            ledger.issue(TraceIssue.TRUNCATED_INPUT, line);
        }
        if (!info().endProven()) {
            ledger.issue(TraceIssue.END_NOT_PROVEN, line);
        }
        if (!lossesShown()) {
            ledger.issue(TraceIssue.LOSSES_NOT_SHOWN, line);
        }
    }

    /** The line is an event in this context; its name and bytes are the caller's to set. */
    protected final Bucket eventAt(long time, int cpu, int pid, int tgid) {
        event.setContext(events, line, time, cpu, pid, tgid);
        eventPending = true;
        highestCpu = Math.max(highestCpu, cpu);
        gaps.event(cpu, time, line);
        return Bucket.EVENT_NOT_NEEDED;
    }

    /** The line cannot be understood, so any event may be missing here. */
    protected final Bucket issue(TraceIssue kind) {
        ledger.issue(kind, line);
        gaps.damaged(line);
        return Bucket.ISSUE;
    }

    protected final Gaps gaps() {
        return gaps;
    }

    /** 1-based number of the line being read. */
    protected final long line() {
        return line;
    }

    /** How many were delivered. */
    protected final long events() {
        return events;
    }

    /** Or -1. */
    protected final int highestCpu() {
        return highestCpu;
    }

    /** The compressed stream ended in the middle. */
    protected final boolean cut() {
        return lines.cut();
    }

    protected static boolean isBlank(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public final RawEvent event() {
        return event;
    }

    @Override
    public final Gap gap() {
        if (gap == null) {
            throw new IllegalStateException("next() has not arrived at a gap");
        }
        return gap;
    }

    @Override
    public final Ledger ledger() {
        return ledger;
    }

    @Override
    public final long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public final void close() throws IOException {
        lines.close();
    }
}
