package mmreplay.invariants;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.replay.Found;
import mmreplay.invariants.replay.HandOver;
import mmreplay.invariants.replay.Outcome;
import mmreplay.invariants.replay.Replay;
import mmreplay.invariants.replay.Steps;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.series.Charts;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Completeness;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.source.Glance;
import mmreplay.traces.source.Trace;
import org.jspecify.annotations.Nullable;

/** Checks one trace: reads it, replays it, lets the rules judge it, and fetches the events that prove what they found. */
public final class Check {

    /** How many events go by between two reports of progress. */
    private static final int PROGRESS_EVERY = 1 << 14;

    private final Trace trace;
    private final List<Rule> rules;
    private final Optional<KernelVersion> kernel;
    private final Charts charts;
    private final LongConsumer progress;
    private final Optional<Watching> watching;

    /**
     * Findings are wanted before the end.
     *
     * @param lag how long a verdict may wait for the last CPU before it is told provisionally
     */
    public record Watching(Watcher watcher, Duration lag) {}

    /**
     * @param rules fresh instances
     * @param kernel which one the user says this is
     * @param charts what of its timeline is wanted
     * @param progress hears of the bytes read so far, now and then
     */
    public Check(
            Trace trace,
            List<Rule> rules,
            Optional<KernelVersion> kernel,
            Charts charts,
            LongConsumer progress,
            Optional<Watching> watching) {
        this.trace = trace;
        this.watching = watching;
        this.rules = List.copyOf(rules);
        this.kernel = kernel;
        this.charts = charts;
        this.progress = progress;
    }

    /**
     * Runs the check.
     *
     * @param input the index that positions in this trace carry
     * @throws UnusableTraceException if this is no trace that can be replayed
     */
    public Checked run(int input) throws IOException, UnusableTraceException {
        trace.prepareSha256();
        Sidecars sidecars = Sidecars.in(trace.folder());
        Glance glance = Glance.at(trace, sidecars.stated());
        Stated known = glance.known();
        EventMapper mapper = new EventMapper(Dialects.shipped(), glance.bases());
        Outcome outcome;
        Input described;
        try (TraceReader reader = trace.open()) {
            InputRecorder recorder = new InputRecorder();
            // the header lies before the first step: only then the reader can tell the CPUs and the clock
            TraceReader.Step first = reader.next();
            Replay replay = new Replay(
                    rules,
                    Machine.Start.UNKNOWN,
                    reader.info().cpus(),
                    reader.info().clock().resolution(),
                    charts);
            replay.kernel(kernel, known.kernel());
            Optional<Live> live = watching.map(wanted -> new Live(
                    wanted.watcher(),
                    wanted.lag(),
                    input,
                    reader.info(),
                    replay,
                    () -> complete(reader, known, mapper)));
            live.ifPresent(told -> trace.whenIdle(told::idle));
            if (live.isPresent()) { // what it tells after an event is the state after that event
                read(reader, first, mapper, replay, recorder, live.get());
            } else {
                try (HandOver handOver = new HandOver(replay)) {
                    read(reader, first, mapper, handOver, recorder, null);
                }
            }
            // while a stream was followed, its probes may have missed more
            Stated missed = known.or(Sidecars.in(trace.folder()).stated());
            reader.ledger()
                    .issues(
                            TraceIssue.PROBE_MISSES,
                            missed.misses().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
            if (trace.shortfall().isPresent()) {
                reader.ledger().issues(TraceIssue.REST_NOT_READ, 1);
            }
            Set<FactClass> complete = complete(reader, missed, mapper);
            outcome = replay.finish(reader.info().endProven(), complete);
            reader.ledger().issues(TraceIssue.STATE_CONTRADICTED, outcome.contradictions());
            reader.ledger().issues(TraceIssue.STATE_OVERFULL, outcome.overfull());
            described = recorder.describe(trace, reader, mapper, outcome.eras(), sidecars, true);
        }
        List<Found> findings = outcome.findings();
        return new Checked(
                described,
                outcome,
                Witnesses.fetch(trace, findings, input, new EventMapper(Dialects.shipped(), glance.bases())));
    }

    /** As far as it was read: a file's end may know more of it than its begin. */
    private static Set<FactClass> complete(TraceReader reader, Stated known, EventMapper mapper) {
        return reader.stated()
                .complete(() -> Completeness.of(mapper, known.misses().keySet()));
    }

    private void read(
            TraceReader reader,
            TraceReader.Step first,
            EventMapper mapper,
            Steps steps,
            InputRecorder recorder,
            @Nullable Live live)
            throws IOException {
        long events = 0;
        Consumer<MmEvent> sink = steps::event;
        for (TraceReader.Step step = first; ; step = reader.next()) {
            switch (step) {
                case EVENT -> {
                    RawEvent raw = reader.event();
                    recorder.event(raw);
                    steps.begin(raw);
                    if (mapper.map(raw, sink)) {
                        reader.ledger().move(Bucket.EVENT_NOT_NEEDED, Bucket.EVENT_USED);
                    }
                    steps.end();
                    if (mapper.malformed()) {
                        // what it changed cannot be told, so it is as good as lost
                        reader.ledger().issue(TraceIssue.FIELD_NOT_UNDERSTOOD, raw.line());
                        Gap damage = new Gap(Gap.EVERY_CPU, 1, Gap.Cause.DAMAGED, raw.line());
                        recorder.gap(damage);
                        steps.gap(damage);
                    }
                    if (live != null) {
                        live.event(raw.time());
                    }
                    if (++events % PROGRESS_EVERY == 0) {
                        progress.accept(reader.bytesRead());
                    }
                }
                case GAP -> {
                    recorder.gap(reader.gap());
                    steps.gap(reader.gap());
                }
                case END -> {
                    recorder.end();
                    return;
                }
            }
        }
    }

    /**
     * One checked trace.
     *
     * @param findings with the texts of their events
     */
    public record Checked(Input input, Outcome outcome, List<mmreplay.invariants.result.Finding> findings) {
        public Checked {
            findings = new ArrayList<>(findings);
        }
    }
}
