package mmreplay.analyzer.simulate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.source.Digest;
import mmreplay.traces.source.Trace;
import org.jspecify.annotations.Nullable;

/** A simulated recording: whenever it is opened, the same machine runs again, and nothing of it is kept. */
public final class Simulation implements Trace {

    private final SimulateOptions options;
    private @Nullable SimulatedTrace last;

    public Simulation(SimulateOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "simulated, seed " + options.seed();
    }

    @Override
    public TraceReader open() {
        SimulatedTrace opened = new SimulatedTrace(options);
        last = opened;
        return options.loss() > 0 ? new LossyTrace(opened, options) : opened;
    }

    /** Of the options, which decide every byte. */
    @Override
    public String sha256() {
        return Digest.of(options.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Optional<Path> folder() {
        return Optional.empty();
    }

    /** A loss takes the kernel's counts away, as in what is read from a pipe. */
    @Override
    public Optional<TraceInfo> foreseen() {
        try (SimulatedTrace whole = new SimulatedTrace(options)) {
            TraceInfo info = whole.info();
            long counted = options.loss() > 0 ? -1 : options.events();
            return Optional.of(
                    new TraceInfo(info.format(), info.clock(), info.cpus(), options.events(), counted, counted));
        }
    }

    /** Where planted bugs have fired, as far as it was read since it was last opened. */
    public List<Bugs.Fired> firings() {
        return last == null ? List.of() : last.firings();
    }

    @Override
    public void close() {}
}
