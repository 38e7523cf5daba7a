package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.MmEvent;

/**
 * Some steps of a trace in a row of longs: nothing is allocated for an event, and the row is used again. It is short, since each
 * long has its way to another core before it: what an event shares with the one before it is left out, and what a step is stands in
 * one long with as much of the rest as fits.
 */
final class Batch implements Steps {

    private static final int LONGS = 1 << 13;
    private static final EventKind[] KINDS = EventKind.values();

    // The lowest bits of each step's first long.
    private static final int EVENT = 0;
    private static final int CANONICAL = 1;
    private static final int GAP = 2;
    private static final int STEP_BITS = 2;
    /** What follows is not in the first long: it does not fit, or is not what was expected. */
    private static final long WIDE = 1 << STEP_BITS;

    // An event: what was said of it in one long, and its time; wide, with its line, CPU and task behind.
    private static final int BUFFER_SHIFT = STEP_BITS + 1;
    private static final int CPU_SHIFT = BUFFER_SHIFT + 8;
    private static final int PID_SHIFT = CPU_SHIFT + 10;
    private static final int LINES_SHIFT = PID_SHIFT + 22;
    private static final int WIDE_LONGS = 4;

    // A canonical event: wide, with a context of its own behind.
    private static final long INTERRUPT = WIDE << 1;
    private static final int KIND_SHIFT = STEP_BITS + 2;

    /** The most that one step takes. */
    private static final int MOST = 1 + WIDE_LONGS + MmEvent.MOST_PACKED;

    private final long[] longs = new long[LONGS];
    private final List<Gap> gaps = new ArrayList<>();
    private int used;
    private boolean last;

    // Of the event that began last.
    private long line;
    private long time;
    private int cpu;
    private int pid;

    /** Whether any step fits. Ask before each. */
    boolean hasRoom() {
        return used < LONGS - MOST;
    }

    /** Goes on where {@code before} ends. */
    void follow(Batch before) {
        line = before.line;
        time = before.time;
        cpu = before.cpu;
        pid = before.pid;
    }

    @Override
    public void begin(long newTime, int buffer, int newCpu, long newLine, int newPid) {
        long lines = newLine - line;
        boolean narrow = fits(buffer, CPU_SHIFT - BUFFER_SHIFT)
                && fits(newCpu, PID_SHIFT - CPU_SHIFT)
                && fits(newPid, LINES_SHIFT - PID_SHIFT)
                && fits(lines, Long.SIZE - LINES_SHIFT);
        time = newTime;
        cpu = newCpu;
        line = newLine;
        pid = newPid;
        if (narrow) {
            longs[used++] = EVENT
                    | ((long) buffer << BUFFER_SHIFT)
                    | ((long) cpu << CPU_SHIFT)
                    | ((long) pid << PID_SHIFT)
                    | (lines << LINES_SHIFT);
            longs[used++] = time;
        } else {
            longs[used++] = EVENT | WIDE | ((long) buffer << BUFFER_SHIFT);
            context(time, line, cpu, pid);
        }
    }

    private static boolean fits(long value, int bits) {
        return value >>> bits == 0;
    }

    private void context(long ofTime, long ofLine, int ofCpu, int ofPid) {
        longs[used++] = ofTime;
        longs[used++] = ofLine;
        longs[used++] = ((long) ofCpu << Integer.SIZE) | Integer.toUnsignedLong(ofPid);
    }

    @Override
    public void event(MmEvent event) {
        boolean wide = event.line() != line || event.time() != time || event.cpu() != cpu || event.pid() != pid;
        longs[used++] = CANONICAL
                | (wide ? WIDE : 0)
                | (event.inInterrupt() ? INTERRUPT : 0)
                | ((long) event.kind().ordinal() << KIND_SHIFT);
        if (wide) {
            context(event.time(), event.line(), event.cpu(), event.pid());
        }
        used = event.packFields(longs, used);
    }

    /** What begins next, and the end of all, say that it was over. */
    @Override
    public void end() {}

    @Override
    public void gap(Gap gap) {
        longs[used++] = GAP;
        gaps.add(gap);
    }

    /** No other comes after it. */
    boolean isLast() {
        return last;
    }

    void isLast(boolean now) {
        last = now;
    }

    void clear() {
        used = 0;
        gaps.clear();
    }

    /** Gives the steps of batches, one after the other, to whom they are for. */
    static final class Drain {

        private final Steps to;
        private final MmEvent event = new MmEvent();
        private boolean open;
        private long line;
        private long time;
        private int cpu;
        private int pid;

        Drain(Steps to) {
            this.to = to;
        }

        void drain(Batch batch) {
            long[] longs = batch.longs;
            int gap = 0;
            for (int at = 0; at < batch.used; ) {
                long head = longs[at++];
                switch ((int) head & ((1 << STEP_BITS) - 1)) {
                    case EVENT -> {
                        end();
                        at = begin(head, longs, at);
                    }
                    case CANONICAL -> {
                        at = canonical(head, longs, at);
                        to.event(event);
                    }
                    default -> {
                        end();
                        to.gap(batch.gaps.get(gap++));
                    }
                }
            }
            if (batch.last) {
                end();
            }
        }

        private void end() {
            if (open) {
                to.end();
                open = false;
            }
        }

        private int begin(long head, long[] longs, int from) {
            int at = from;
            int buffer = (int) (head >> BUFFER_SHIFT);
            time = longs[at++];
            if ((head & WIDE) == 0) {
                buffer = bits(head, BUFFER_SHIFT, CPU_SHIFT);
                cpu = bits(head, CPU_SHIFT, PID_SHIFT);
                pid = bits(head, PID_SHIFT, LINES_SHIFT);
                line += head >>> LINES_SHIFT;
            } else {
                line = longs[at++];
                cpu = (int) (longs[at] >> Integer.SIZE);
                pid = (int) longs[at++];
            }
            to.begin(time, buffer, cpu, line, pid);
            open = true;
            return at;
        }

        private static int bits(long head, int from, int to) {
            return (int) (head >>> from) & ((1 << (to - from)) - 1);
        }

        private int canonical(long head, long[] longs, int from) {
            int at = from;
            EventKind kind = KINDS[(int) (head >> KIND_SHIFT)];
            if ((head & WIDE) == 0) {
                event.begin(kind, line, time, cpu, pid);
            } else {
                long context = longs[at + 2];
                event.begin(kind, longs[at + 1], longs[at], (int) (context >> Integer.SIZE), (int) context);
                at += 3;
            }
            event.inInterrupt((head & INTERRUPT) != 0);
            return event.unpackFields(longs, at);
        }
    }
}
