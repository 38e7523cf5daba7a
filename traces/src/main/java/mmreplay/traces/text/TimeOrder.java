package mmreplay.traces.text;

import java.util.Arrays;

/**
 * Watches whether the file is in time order. The kernel merges the CPUs' buffers by time, so an event that is older than
 * one before it was read late, after what it may have caused.
 */
final class TimeOrder {

    enum Verdict {
        IN_ORDER,
        /** Older than an event of another CPU. */
        LATE,
        /** Older than an event of the same CPU: the clock was set back, or this is another recording. */
        BACK
    }

    private static final long NEVER = Long.MIN_VALUE;

    private long[] last = new long[0];
    private int topCpu = -1;
    private long top = NEVER;

    /** The highest time on the CPUs other than {@link #topCpu}. */
    private long second = NEVER;

    Verdict next(int cpu, long time) {
        if (cpu >= last.length) {
            int known = last.length;
            last = Arrays.copyOf(last, Math.max(cpu + 1, 2 * known));
            Arrays.fill(last, known, last.length, NEVER);
        }
        if (time < last[cpu]) {
            restart(cpu, time);
            return Verdict.BACK;
        }
        last[cpu] = time;
        boolean late = time < (cpu == topCpu ? second : top);
        if (cpu == topCpu) {
            top = time;
        } else if (time > top) {
            second = top;
            top = time;
            topCpu = cpu;
        } else if (time > second) {
            second = time;
        }
        return late ? Verdict.LATE : Verdict.IN_ORDER;
    }

    /** Else every event until the clock caught up would be one more loss. */
    private void restart(int cpu, long time) {
        Arrays.fill(last, NEVER);
        last[cpu] = time;
        topCpu = cpu;
        top = time;
        second = NEVER;
    }
}
