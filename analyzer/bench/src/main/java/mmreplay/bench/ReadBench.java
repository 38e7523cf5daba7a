package mmreplay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Target;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.sidecar.Sidecars;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.infra.Blackhole;

/** Bytes to events: each reader, and what the dialects add to it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets up before it runs
public class ReadBench {

    /** A folder of traces/samples, {@code simulated}, or a file, which may be a trace.dat. */
    @Param({"bug-aba-ksm", "debian-fork-cow", "simulated"})
    public String trace;

    /** AS_IS, or what it is converted to before. */
    @Param({"AS_IS", "CSV", "JSONL"})
    public String format;

    private Input input;
    private Path file;

    /** Counts events: this score is events a second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counted {
        public long events;
    }

    @Setup(Level.Trial)
    public void setUp() throws IOException, UnusableTraceException {
        input = Input.of(trace);
        file = format.equals("AS_IS") ? input.trace() : input.as(Target.valueOf(format));
    }

    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        input.close();
    }

    @Benchmark
    public void read(Counted counted) throws IOException, UnusableTraceException {
        try (TraceReader reader = TraceFile.open(file)) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                counted.events++;
            }
        }
    }

    @Benchmark
    public void readAndMap(Counted counted, Blackhole canonical) throws IOException, UnusableTraceException {
        EventMapper mapper = new EventMapper(
                Dialects.shipped(),
                Sidecars.in(Optional.ofNullable(file.getParent())).bases());
        try (TraceReader reader = TraceFile.open(file)) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.EVENT) {
                    mapper.map(reader.event(), canonical::consume);
                    counted.events++;
                }
            }
        }
    }
}
