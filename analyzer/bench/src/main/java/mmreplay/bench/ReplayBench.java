package mmreplay.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Touched;
import mmreplay.invariants.replay.Outcome;
import mmreplay.invariants.replay.Replay;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rules.Rules;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.TraceOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Events to findings: the machine alone, the machine under the ledger, all rules, and the whole check from the file on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets up before it runs
public class ReplayBench {

    /** A folder of traces/samples, {@code simulated}, or a file. */
    @Param({"bug-aba-ksm", "debian-fork-cow", "simulated"})
    public String trace;

    private Input input;
    private int cpus;
    private long resolution;
    private final List<MmEvent> events = new ArrayList<>();

    @Setup(Level.Trial)
    public void setUp() throws IOException, UnusableTraceException {
        input = Input.of(trace);
        EventMapper mapper = new EventMapper(
                Dialects.shipped(),
                Sidecars.in(Optional.ofNullable(input.trace().getParent())).bases());
        try (TraceReader reader = TraceFile.open(input.trace())) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.EVENT) {
                    mapper.map(reader.event(), event -> {
                        MmEvent kept = new MmEvent();
                        kept.copy(event);
                        events.add(kept);
                    });
                }
            }
            cpus = reader.info().cpus();
            resolution = reader.info().clock().resolution();
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        input.close();
    }

    /** What the machine alone costs. */
    @Benchmark
    public Machine machine() {
        Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);
        for (MmEvent event : events) {
            machine.tlbs().running(event.line(), event.cpu(), event.pid());
            machine.complete(event);
            machine.apply(event);
        }
        return machine;
    }

    /** The machine, the ledger and the time line, without a rule. */
    @Benchmark
    public Outcome replayWithoutRules() {
        return replay(List.of());
    }

    @Benchmark
    public Outcome replayWithEveryRule() {
        return replay(Rules.all());
    }

    private Outcome replay(List<Rule> rules) {
        Replay replay = new Replay(rules, Machine.Start.UNKNOWN, cpus, resolution);
        for (MmEvent event : events) {
            replay.begin(event.time(), 0, event.cpu(), event.line(), event.pid());
            replay.event(event);
            replay.end();
        }
        return replay.finish(true, EnumSet.noneOf(FactClass.class));
    }

    /** From the bytes of the file to the result. */
    @Benchmark
    public CheckAll check() throws IOException, UnusableTraceException {
        CheckAll check = new CheckAll(Set.of(), Optional.empty());
        try (FileTrace file = new FileTrace(input.trace(), TraceOptions.STANDARD)) {
            check.add(file, bytes -> {});
        }
        return check;
    }
}
