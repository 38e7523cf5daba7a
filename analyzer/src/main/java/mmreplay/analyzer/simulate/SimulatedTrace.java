package mmreplay.analyzer.simulate;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.path.Processes;
import mmreplay.analyzer.simulate.path.Swapoff;
import mmreplay.analyzer.simulate.trace.Printer;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;

/** The trace of a simulated machine, made while it is read: memory does not grow with its length. */
public final class SimulatedTrace implements TraceReader {

    /** So many steps without an event: a planted deadlock has everybody. */
    private static final int STUCK = 10_000_000;

    /** After so many events the machine has a bit of everything, and planted bugs may fire. */
    private static final long SETTLED = 6000;

    private static final String FORMAT = "simulated";

    /** Of a kernel without KASLR. */
    private static final Bases BASES = new Bases(0xffffea0000000000L, 0xffff888000000000L);

    private final SimulateOptions options;
    private final Printer out = new Printer();
    private final Bugs bugs;
    private final Kernel kernel;
    private final Ledger ledger = new Ledger();
    private final RawEvent event = new RawEvent();
    private long delivered;

    public SimulatedTrace(SimulateOptions options) {
        this.options = options;
        SplittableRandom random = new SplittableRandom(options.seed());
        bugs = new Bugs(options.bugs(), random.split(), out, Math.min(options.events() / 2, SETTLED));
        out.at(7_541_938_000L, 0, 0, 0, "");
        kernel = new Kernel(out, random.split(), bugs, options.cpus());
        Swapoff.device(kernel, "init_swap_address_space");
        new Processes(kernel);
    }

    @Override
    public Step next() {
        if (delivered == options.events()) {
            return Step.END;
        }
        for (int i = 0; out.isEmpty(); i++) {
            if (i == STUCK && !bugs.firings().isEmpty()) {
                return Step.END; // LOCK-4's bug is a deadlock, and sometimes it comes to that
            }
            if (i == STUCK) {
                throw new IllegalStateException("the simulated machine is stuck");
            }
            kernel.machine.tick();
        }
        out.take().into(event, delivered, delivered + 1, clock().resolution());
        delivered++;
        ledger.line();
        ledger.put(Bucket.EVENT_NOT_NEEDED);
        return Step.EVENT;
    }

    @Override
    public RawEvent event() {
        return event;
    }

    @Override
    public Gap gap() {
        throw new IllegalStateException("nothing is lost here");
    }

    private ClockUnit clock() {
        return options.exact() ? ClockUnit.EXACT_NANOSECONDS : ClockUnit.NANOSECONDS;
    }

    @Override
    public TraceInfo info() {
        return new TraceInfo(FORMAT, clock(), options.cpus(), delivered, options.events(), options.events());
    }

    @Override
    public Stated stated() {
        return new Stated(
                KernelVersion.parse(options.bugs().contains(Bug.TLB_6) ? "6.2" : "6.1"),
                BASES,
                Collections.emptySortedMap(),
                Optional.empty(),
                true);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public long bytesRead() {
        return delivered;
    }

    @Override
    public void close() {}

    /** Where planted bugs have fired so far. */
    public List<Bugs.Fired> firings() {
        return bugs.firings();
    }
}
