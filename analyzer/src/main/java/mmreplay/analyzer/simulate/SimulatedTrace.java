package mmreplay.analyzer.simulate;

import java.util.List;
import java.util.SplittableRandom;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.path.Processes;
import mmreplay.analyzer.simulate.path.Swapoff;
import mmreplay.analyzer.simulate.trace.Printer;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;

/** The trace of a simulated machine, made while it is read: memory does not grow with its length. */
public final class SimulatedTrace implements TraceReader {

    /** So many steps without an event: a planted deadlock has everybody. */
    private static final int STUCK = 10_000_000;

    private static final String FORMAT = "simulated";

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
        bugs = new Bugs(options.bugs(), random.split(), out, options.events() / 5);
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
            if (i == STUCK) {
                throw new IllegalStateException("the simulated machine is stuck");
            }
            kernel.machine.tick();
        }
        out.take().into(event, delivered, delivered + 1);
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

    @Override
    public TraceInfo info() {
        return new TraceInfo(
                FORMAT,
                TraceInfo.ClockUnit.EXACT_NANOSECONDS,
                options.cpus(),
                delivered,
                options.events(),
                options.events());
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
