package mmreplay.traces.tracefs;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import mmreplay.traces.Gap;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;
import org.jspecify.annotations.Nullable;

/** Finds the gaps of one trace: those that a line tells, and those that only the header or the times betray. */
final class Gaps {

    private final Ledger ledger;
    private final TimeOrder order = new TimeOrder();
    private final BitSet started = new BitSet();
    private final BitSet headTold = new BitSet();
    private final Deque<Gap> waiting = new ArrayDeque<>();

    /** The gap whose marker stands on the pending event's own line, behind it. */
    private @Nullable Gap behind;

    private boolean overwritten;

    Gaps(Ledger ledger) {
        this.ledger = ledger;
    }

    boolean none() {
        return waiting.isEmpty();
    }

    Gap take() {
        return waiting.remove();
    }

    /** The header says that the ring buffer wrapped. */
    void overwritten(long line) {
        overwritten = true;
        headIssue(line);
    }

    /** A CPU's buffer begins here, since what it held before was overwritten. */
    void bufferStarted(int cpu, long line) {
        headIssue(line);
        head(cpu, line);
    }

    private void headIssue(long line) {
        if (ledger.count(TraceIssue.HEAD_OVERWRITTEN) == 0) {
            ledger.issue(TraceIssue.HEAD_OVERWRITTEN, line);
        }
    }

    void marker(LossMarker marker, long line) {
        waiting.add(lost(marker, line));
    }

    /** The marker stands behind the event that {@link #event} is told of next. */
    void markerBehind(LossMarker marker, long line) {
        behind = lost(marker, line);
    }

    /** A line could not be read that may have been any CPU's event. A run of such lines is one gap. */
    void damaged(long line) {
        Gap last = waiting.peekLast();
        if (last == null || last.cause() != Gap.Cause.DAMAGED) {
            waiting.add(new Gap(Gap.EVERY_CPU, Gap.UNKNOWN_COUNT, Gap.Cause.DAMAGED, line));
        }
    }

    private Gap lost(LossMarker marker, long line) {
        ledger.issue(TraceIssue.EVENTS_LOST, line);
        return new Gap(marker.cpu(), marker.lost(), Gap.Cause.MARKER, line);
    }

    /** An event was read; what comes before it waits now. */
    void event(int cpu, long time, long line) {
        if (overwritten && !started.get(cpu)) {
            // What the first CPU lost came before everything here. Another CPU was running unseen until now.
            if (!started.isEmpty()) {
                head(cpu, line);
            }
            started.set(cpu);
        }
        switch (order.next(cpu, time)) {
            case IN_ORDER -> {}
            case LATE -> late(cpu, line);
            case BACK -> late(Gap.EVERY_CPU, line);
        }
    }

    /** The event was delivered. */
    void delivered() {
        if (behind != null) {
            waiting.add(behind);
            behind = null;
        }
    }

    private void head(int cpu, long line) {
        if (!headTold.get(cpu)) {
            headTold.set(cpu);
            waiting.add(new Gap(cpu, Gap.UNKNOWN_COUNT, Gap.Cause.HEAD, line));
        }
    }

    private void late(int cpu, long line) {
        ledger.issue(TraceIssue.TIME_WENT_BACK, line);
        waiting.add(new Gap(cpu, Gap.UNKNOWN_COUNT, Gap.Cause.LATE, line));
    }
}
