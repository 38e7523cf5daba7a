package mmreplay.analyzer.simulate;

import java.io.IOException;
import java.util.SplittableRandom;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.quality.Ledger;

/** A trace of which runs of events of one CPU are lost, each with the marker that a ring buffer leaves. */
public final class LossyTrace implements TraceReader {

    /** How long a run is at most; half of that on average. */
    private static final int RUN = 40;

    private final TraceReader whole;
    private final SplittableRandom random;
    private final double share;
    /** By CPU: how many of its next events are lost. */
    private final int[] losing;

    private final long[] lost;
    private Gap gap = new Gap(0, 0, Gap.Cause.MARKER, 0);
    private boolean held;
    private long delivered;
    private long missing;
    private long seen;

    public LossyTrace(TraceReader whole, SimulateOptions options) {
        this.whole = whole;
        this.random = new SplittableRandom(~options.seed());
        this.share = options.loss();
        losing = new int[options.cpus()];
        lost = new long[options.cpus()];
    }

    @Override
    public Step next() throws IOException {
        if (held) {
            held = false;
            delivered++;
            return Step.EVENT;
        }
        while (true) {
            Step step = whole.next();
            if (step != Step.EVENT) {
                return step;
            }
            seen++;
            int cpu = whole.event().cpu();
            // runs begin where the share of what is lost lags behind
            if (losing[cpu] == 0 && missing < share * seen && random.nextInt(RUN) == 0) {
                losing[cpu] = 1 + random.nextInt(RUN);
            }
            if (losing[cpu] > 0) {
                losing[cpu]--;
                lost[cpu]++;
                missing++;
                continue;
            }
            if (lost[cpu] > 0) {
                gap = new Gap(
                        cpu, random.nextInt(4) == 0 ? Gap.UNKNOWN_COUNT : lost[cpu], Gap.Cause.MARKER, delivered + 1);
                lost[cpu] = 0;
                held = true;
                return Step.GAP;
            }
            delivered++;
            return Step.EVENT;
        }
    }

    @Override
    public RawEvent event() {
        return whole.event();
    }

    @Override
    public Gap gap() {
        return gap;
    }

    /** Without the kernel's counts: a reader of a pipe has none. */
    @Override
    public TraceInfo info() {
        TraceInfo info = whole.info();
        return new TraceInfo(info.format(), info.clock(), info.cpus(), delivered, -1, -1);
    }

    @Override
    public Stated stated() {
        return whole.stated();
    }

    @Override
    public Ledger ledger() {
        return whole.ledger();
    }

    @Override
    public long bytesRead() {
        return whole.bytesRead();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
