package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.event.MmEvent;

/** Some steps of a trace in a row of longs: nothing is allocated for an event, and the row is used again. */
final class Batch implements Steps {

    private static final int LONGS = 1 << 14;

    // What a step begins with, in its lowest bits. An event's buffer is above.
    private static final int EVENT = 0;
    private static final int CANONICAL = 1;
    private static final int END = 2;
    private static final int GAP = 3;
    private static final int KIND_BITS = 2;

    private final long[] longs = new long[LONGS];
    private final List<Gap> gaps = new ArrayList<>();
    private int used;
    private boolean last;

    /** Whether any step fits. Ask before each. */
    boolean hasRoom() {
        return used < LONGS - MmEvent.MOST_PACKED - 1;
    }

    @Override
    public void begin(long time, int buffer, int cpu, long line, int pid) {
        longs[used++] = ((long) buffer << KIND_BITS) | EVENT;
        longs[used++] = time;
        longs[used++] = line;
        longs[used++] = ((long) cpu << 32) | (pid & 0xffff_ffffL);
    }

    @Override
    public void event(MmEvent event) {
        longs[used++] = CANONICAL;
        used = event.pack(longs, used);
    }

    @Override
    public void end() {
        longs[used++] = END;
    }

    @Override
    public void gap(Gap gap) {
        longs[used++] = GAP;
        gaps.add(gap);
    }

    /**
     * Gives all steps to {@code to}, and is empty then.
     *
     * @param event refilled for each canonical event
     */
    void drain(Steps to, MmEvent event) {
        int gap = 0;
        for (int at = 0; at < used; ) {
            long head = longs[at++];
            switch ((int) head & ((1 << KIND_BITS) - 1)) {
                case EVENT -> {
                    long context = longs[at + 2];
                    to.begin(longs[at], (int) (head >> KIND_BITS), (int) (context >> 32), longs[at + 1], (int) context);
                    at += 3;
                }
                case CANONICAL -> {
                    at = event.unpack(longs, at);
                    to.event(event);
                }
                case END -> to.end();
                default -> to.gap(gaps.get(gap++));
            }
        }
        clear();
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
}
