package mmreplay.analyzer.adequacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mmreplay.analyzer.simulate.Simulation;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.source.Trace;

/** A simulated recording that was stopped a while after its planted bug had fired. */
final class Aftermath implements Trace {

    private final Simulation simulation;
    private final long shortest;
    private final long after;

    /**
     * @param shortest how many events are recorded at least: some verdicts wait for the trace to show what it records
     * @param after how many events are recorded after the bug has fired
     */
    Aftermath(Simulation simulation, long shortest, long after) {
        this.simulation = simulation;
        this.shortest = shortest;
        this.after = after;
    }

    @Override
    public String name() {
        return simulation.name();
    }

    @Override
    public TraceReader open() {
        return new Reader(simulation.open());
    }

    @Override
    public String sha256() {
        return simulation.sha256();
    }

    @Override
    public Optional<Path> folder() {
        return simulation.folder();
    }

    @Override
    public void close() {
        simulation.close();
    }

    /** Ends early, with the counts that the kernel gives when it was told to stop. */
    private final class Reader implements TraceReader {

        private final TraceReader whole;
        private long delivered;
        /** Until tasks exit nothing shows that frees of anon_vmas are recorded, and no finding that rests on their lives counts. */
        private boolean showsFrees;

        Reader(TraceReader whole) {
            this.whole = whole;
        }

        @Override
        public Step next() throws IOException {
            List<Bugs.Fired> firings = simulation.firings();
            if (!firings.isEmpty()
                    && showsFrees
                    && delivered >= Math.max(shortest, firings.get(0).event() + after)) {
                return Step.END;
            }
            Step step = whole.next();
            if (step == Step.EVENT) {
                delivered++;
                showsFrees |= whole.event().name().equals("anon_vma_free");
            }
            return step;
        }

        @Override
        public RawEvent event() {
            return whole.event();
        }

        @Override
        public Gap gap() {
            return whole.gap();
        }

        @Override
        public TraceInfo info() {
            TraceInfo info = whole.info();
            return new TraceInfo(info.format(), info.clock(), info.cpus(), delivered, delivered, delivered);
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
}
