package mmreplay.traces.text;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import mmreplay.traces.Gap;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;
import org.jspecify.annotations.Nullable;

/** Finds the gaps of one trace: those that a line tells, and those that only the header or the times betray. */
public final class Gaps {

    private final Ledger ledger;
    private final TimeOrder order = new TimeOrder();
    private final BitSet started = new BitSet();
    private final BitSet headTold = new BitSet();
    /** CPU + 1 of each gap before the next event that the file has told to be LATE; 0 is every CPU. */
    private final BitSet lateTold = new BitSet();

    private final Deque<Gap> waiting = new ArrayDeque<>();

    /** The gap whose marker stands on the pending event's own line, behind it. */
    private @Nullable Gap behind;

    private boolean overwritten;

    public Gaps(Ledger ledger) {
        this.ledger = ledger;
    }

    public boolean none() {
        return waiting.isEmpty();
    }

    public Gap take() {
        return waiting.remove();
    }

    /** The header says that the ring buffer wrapped. */
    public void overwritten(long line) {
        overwritten = true;
        headIssue(line);
    }

    /** A CPU's buffer begins here, since what it held before was overwritten. */
    public void bufferStarted(int cpu, long line) {
        headIssue(line);
        head(cpu, line);
    }

    private void headIssue(long line) {
        if (ledger.count(TraceIssue.HEAD_OVERWRITTEN) == 0) {
            ledger.issue(TraceIssue.HEAD_OVERWRITTEN, line);
        }
    }

    public void marker(int cpu, long lost, long line) {
        waiting.add(lost(cpu, lost, line));
    }

    /** The file tells of a gap in so many words, cause and all. */
    public void stated(Gap gap) {
        switch (gap.cause()) {
            case MARKER, BETWEEN, END -> ledger.issue(TraceIssue.EVENTS_LOST, gap.line());
            case HEAD -> {
                headIssue(gap.line());
                if (gap.cpu() >= 0) {
                    headTold.set(gap.cpu());
                }
            }
            case LATE -> {
                ledger.issue(TraceIssue.TIME_WENT_BACK, gap.line());
                lateTold.set(gap.cpu() + 1);
            }
            case DAMAGED -> ledger.issue(TraceIssue.SOURCE_DAMAGED, gap.line());
        }
        waiting.add(gap);
    }

    /** The marker stands behind the event that {@link #event} is told of next. */
    public void markerBehind(int cpu, long lost, long line) {
        behind = lost(cpu, lost, line);
    }

    /** A line could not be read that may have been any CPU's event. A run of such lines is one gap. */
    public void damaged(long line) {
        Gap last = waiting.peekLast();
        if (last == null || last.cause() != Gap.Cause.DAMAGED) {
            waiting.add(new Gap(Gap.EVERY_CPU, Gap.UNKNOWN_COUNT, Gap.Cause.DAMAGED, line));
        }
    }

    private Gap lost(int cpu, long lost, long line) {
        ledger.issue(TraceIssue.EVENTS_LOST, line);
        return new Gap(cpu, lost, Gap.Cause.MARKER, line);
    }

    /** An event was read; what comes before it waits now. */
    public void event(int cpu, long time, long line) {
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
    public void delivered() {
        if (!lateTold.isEmpty()) {
            lateTold.clear();
        }
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
        if (lateTold.get(0) || lateTold.get(cpu + 1)) {
            return;
        }
        ledger.issue(TraceIssue.TIME_WENT_BACK, line);
        waiting.add(new Gap(cpu, Gap.UNKNOWN_COUNT, Gap.Cause.LATE, line));
    }
}
