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

    /** By buffer and CPU: the time of the last event. Every event comes by here, so this is no map. */
    private long[][] lastByLane = new long[1][0];

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
        int known = lastByLane.length;
        if (buffer >= known) {
            lastByLane = Arrays.copyOf(lastByLane, Math.max(buffer + 1, 2 * known));
            Arrays.fill(lastByLane, known, lastByLane.length, new long[0]);
        }
        int cpus = lastByLane[buffer].length;
        if (cpu >= cpus) {
            lastByLane[buffer] = Arrays.copyOf(lastByLane[buffer], Math.max(cpu + 1, 2 * cpus));
            Arrays.fill(lastByLane[buffer], cpus, lastByLane[buffer].length, NEVER);
        }
    }

    private long last(Gap gap) {
        boolean known =
                gap.cpu() >= 0 && gap.buffer() < lastByLane.length && gap.cpu() < lastByLane[gap.buffer()].length;
        return known ? lastByLane[gap.buffer()][gap.cpu()] : NEVER;
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
            long from = last(gap);
            losses.add(new Input.Loss(
                    gap.cpu(),
                    gap.lost(),
                    from == NEVER ? (gap.cpu() == Gap.EVERY_CPU ? to : first) : from,
                    to,
                    gap.line(),
                    gap.cause().name().toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Tells all of it, at the end.
     *
     * @param hashed whether it carries the digest of the trace's bytes; to make it takes another look at all of them
     */
    Input describe(
            Trace trace,
            TraceReader reader,
            EventMapper mapper,
            List<EraResult> eras,
            Sidecars sidecars,
            boolean hashed)
            throws IOException {
        TraceInfo info = reader.info();
        SortedMap<String, Long> buckets = new TreeMap<>();
        for (Bucket bucket : Bucket.values()) {
            buckets.put(bucket.name(), reader.ledger().count(bucket));
        }
        return new Input(
                trace.name(),
                info.format(),
                hashed ? trace.sha256() : "",
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
                sources(trace, reader, hashed));
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

    private static List<Input.Source> sources(Trace trace, TraceReader reader, boolean hashed) throws IOException {
        List<Input.Source> sources = new ArrayList<>();
        for (TraceReader part : reader.parts()) {
            Trace source = trace.sources().get(sources.size());
            TraceInfo info = part.info();
            sources.add(new Input.Source(
                    source.name(),
                    info.format(),
                    hashed ? source.sha256() : "",
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
