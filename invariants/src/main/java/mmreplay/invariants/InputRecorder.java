package mmreplay.invariants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.invariants.result.EraResult;
import mmreplay.invariants.result.Input;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Dialect;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.source.Trace;

/** Notes while a trace is read what the report says of it: its span, its losses, its quality. */
final class InputRecorder {

    /** In place of a dialect: the trace says itself what its events mean. */
    private static final String CANONICAL = "canonical";

    private static final int MOST_LOSSES = 1000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final long[] NO_CPU = {};

    /** By buffer and CPU. */
    private long[][] lastByLane = {};

    private final List<Input.Loss> losses = new ArrayList<>();
    private final List<Gap> open = new ArrayList<>();
    private long lossCount;
    private long first = Long.MAX_VALUE;
    private long last = NEVER;
    private long now;

    void event(RawEvent event) {
        now = event.time();
        first = Math.min(first, now);
        last = Math.max(last, now);
        if (!open.isEmpty()) {
            open.forEach(gap -> close(gap, now));
            open.clear();
        }
        int buffer = event.buffer();
        int cpu = event.cpu();
        if (buffer >= lastByLane.length || cpu >= lastByLane[buffer].length) {
            newLane(buffer, cpu);
        }
        lastByLane[buffer][cpu] = now;
    }

    private void newLane(int buffer, int cpu) {
        int buffers = lastByLane.length;
        if (buffer >= buffers) {
            lastByLane = Arrays.copyOf(lastByLane, buffer + 1);
            Arrays.fill(lastByLane, buffers, buffer + 1, NO_CPU);
        }
        int cpus = lastByLane[buffer].length;
        if (cpu >= cpus) {
            lastByLane[buffer] = Arrays.copyOf(lastByLane[buffer], Math.max(cpu + 1, 2 * cpus));
            Arrays.fill(lastByLane[buffer], cpus, lastByLane[buffer].length, NEVER);
        }
    }

    private long last(int buffer, int cpu) {
        boolean seen = buffer < lastByLane.length && cpu < lastByLane[buffer].length;
        return seen ? lastByLane[buffer][cpu] : NEVER;
    }

    /** The loss ends with the next event. */
    void gap(Gap gap) {
        if (open.size() < MOST_LOSSES) {
            open.add(gap);
        } else {
            lossCount++;
        }
    }

    void end() {
        if (last == NEVER) {
            // nothing but losses: no event tells when they were
            first = 0;
            last = 0;
        }
        open.forEach(gap -> close(gap, last));
        open.clear();
    }

    private void close(Gap gap, long to) {
        lossCount++;
        if (losses.size() < MOST_LOSSES) {
            long from = gap.cpu() == Gap.EVERY_CPU ? NEVER : last(gap.buffer(), gap.cpu());
            losses.add(new Input.Loss(
                    gap.cpu(),
                    gap.lost(),
                    from == NEVER ? (gap.cpu() == Gap.EVERY_CPU ? to : first) : from,
                    to,
                    gap.line(),
                    gap.cause().name().toLowerCase(Locale.ROOT)));
        }
    }

    Input describe(Trace trace, TraceReader reader, EventMapper mapper, List<EraResult> eras, Sidecars sidecars)
            throws IOException {
        TraceInfo info = reader.info();
        SortedMap<String, Long> buckets = new TreeMap<>();
        for (Bucket bucket : Bucket.values()) {
            buckets.put(bucket.name(), reader.ledger().count(bucket));
        }
        return new Input(
                trace.name(),
                info.format(),
                trace.sha256(),
                info.clock().isTime() ? "ns" : "raw",
                info.cpus(),
                info.events(),
                reader.ledger().lines(),
                first,
                last,
                info.endProven(),
                buckets,
                List.copyOf(losses),
                lossCount,
                issues(reader),
                reader.stated().canonical()
                        ? List.of(CANONICAL)
                        : mapper.used().stream().map(Dialect::name).toList(),
                eras,
                sidecars.used(),
                sources(trace, reader));
    }

    private static List<Input.Issue> issues(TraceReader reader) {
        return reader.ledger().issues().stream()
                .map(issue -> new Input.Issue(
                        issue.kind().name(),
                        issue.kind().severity().name(),
                        issue.count(),
                        issue.kind().atByte() ? List.of() : issue.firstLines(),
                        issue.kind().help() + bytes(issue)))
                .toList();
    }

    private static List<Input.Source> sources(Trace trace, TraceReader reader) throws IOException {
        List<Input.Source> sources = new ArrayList<>();
        for (TraceReader part : reader.parts()) {
            Trace source = trace.sources().get(sources.size());
            TraceInfo info = part.info();
            sources.add(new Input.Source(
                    source.name(),
                    info.format(),
                    source.sha256(),
                    info.events(),
                    part.ledger().lines(),
                    info.endProven(),
                    issues(part)));
        }
        return List.copyOf(sources);
    }

    /** Where in the file an issue is that has no line. */
    private static String bytes(Ledger.Issue issue) {
        if (!issue.kind().atByte() || issue.firstLines().isEmpty()) {
            return "";
        }
        return " At byte "
                + String.join(
                        ", ", issue.firstLines().stream().map(String::valueOf).toList()) + ".";
    }
}
