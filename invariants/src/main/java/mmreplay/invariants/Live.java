package mmreplay.invariants;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import mmreplay.invariants.replay.Found;
import mmreplay.invariants.replay.Replay;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Scene;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.event.FactClass;

/**
 * Tells findings of a stream before it ends: at once where a verdict is final, and provisionally where it waits for a CPU that is
 * not seen for long. How long is measured in the trace's time while events come, and by the clock on the wall while none come.
 */
final class Live {

    /** To look what a recording records completely costs more than an event does. */
    private static final int LOOK_AGAIN = 1 << 14;

    /** Nor is it free to look for what waits; nanoseconds of the trace. */
    private static final long LEAST_LOOK = 10_000_000;

    private final Watcher watcher;
    private final long lag;
    private final int input;
    private final ClockUnit clock;
    private final String unit;
    private final Replay replay;
    private final Supplier<Set<FactClass>> complete;

    private long now;
    private long nextLook = Long.MIN_VALUE;
    private int events;
    /** Since when nothing comes, as {@link System#nanoTime}; only if {@link #quiet}. */
    private long quietSince;

    private boolean quiet;
    private boolean quietTold;

    /**
     * @param lag how long a verdict may wait before it is told provisionally
     * @param input index of the trace
     * @param complete what is recorded completely as far as the trace was read
     */
    Live(Watcher watcher, Duration lag, int input, TraceInfo info, Replay replay, Supplier<Set<FactClass>> complete) {
        this.watcher = watcher;
        this.lag = lag.toNanos();
        this.input = input;
        clock = info.clock();
        unit = Input.unit(info.format());
        this.replay = replay;
        this.complete = complete;
        replay.early();
    }

    /** An event at that time was replayed. */
    void event(long time) {
        now = time;
        quiet = false;
        if (replay.newlySettled() || ++events % LOOK_AGAIN == 0) {
            replay.tellSettled(complete.get(), this::settled);
        }
        if (clock.isTime() && time >= nextLook) {
            nextLook = time + Math.max(lag / 2, LEAST_LOOK);
            provisional(time - lag);
        }
    }

    /** Nothing comes for now. */
    void idle() {
        long wall = System.nanoTime();
        if (!quiet) {
            quiet = true;
            quietTold = false;
            quietSince = wall;
        } else if (!quietTold && wall - quietSince >= lag) {
            quietTold = true;
            provisional(now);
        }
    }

    private void provisional(long until) {
        replay.tellPending(until, complete, found -> watcher.provisional(finding(found), clockName(), unit));
    }

    private void settled(Found found) {
        watcher.settled(finding(found), clockName(), unit);
    }

    private Finding finding(Found found) {
        return found.finding(input, line -> null, Scene.NONE);
    }

    private String clockName() {
        return clock.isTime() ? "ns" : "raw";
    }
}
