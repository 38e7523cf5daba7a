package mmreplay.traces.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts where every line of one input went, and which {@link TraceIssue}s it has. The buckets sum to the lines read. */
@SuppressWarnings("EnumOrdinal") // two array steps per line, on the hot path; the ordinal never leaves this class
public final class Ledger {

    /** How many lines of each issue are remembered by number. */
    private static final int FIRST = 5;

    private final long[] buckets = new long[Bucket.values().length];
    private final Map<TraceIssue, Issue> issues = new EnumMap<>(TraceIssue.class);
    private long lines;

    /**
     * One issue: how often, and where first.
     *
     * @param firstLines 1-based line numbers, at most five
     */
    public record Issue(TraceIssue kind, long count, List<Long> firstLines) {}

    /** A line was read; {@link #put} says later where it went. */
    public void line() {
        lines++;
    }

    public void put(Bucket bucket) {
        buckets[bucket.ordinal()]++;
    }

    /** Moves one line: the reader books an event as not needed, and the dialect that understands it claims it. */
    public void move(Bucket from, Bucket to) {
        buckets[from.ordinal()]--;
        buckets[to.ordinal()]++;
    }

    public void issue(TraceIssue kind, long line) {
        Issue old = issues.getOrDefault(kind, new Issue(kind, 0, List.of()));
        List<Long> first = old.firstLines();
        if (first.size() < FIRST) {
            first = new ArrayList<>(first);
            first.add(line);
        }
        issues.put(kind, new Issue(kind, old.count() + 1, List.copyOf(first)));
    }

    /** An issue of the whole input, which no line shows; none if {@code count} is 0. */
    public void issues(TraceIssue kind, long count) {
        if (count > 0) {
            issues.merge(
                    kind,
                    new Issue(kind, count, List.of()),
                    (old, more) -> new Issue(kind, old.count() + count, old.firstLines()));
        }
    }

    /** Adds what another input came to, without the lines that its issues name, and without one kind of issue. */
    public void add(Ledger other, TraceIssue but) {
        lines += other.lines;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += other.buckets[i];
        }
        other.issues.values().stream()
                .filter(issue -> issue.kind() != but)
                .forEach(issue -> issues(issue.kind(), issue.count()));
    }

    public long lines() {
        return lines;
    }

    public long count(Bucket bucket) {
        return buckets[bucket.ordinal()];
    }

    public long count(TraceIssue kind) {
        Issue issue = issues.get(kind);
        return issue == null ? 0 : issue.count();
    }

    /** In the order of the enum. */
    public List<Issue> issues() {
        return List.copyOf(issues.values());
    }

    /** The buckets sum to the lines that were read: nothing was dropped silently. */
    public boolean adds() {
        long sum = 0;
        for (long bucket : buckets) {
            sum += bucket;
        }
        return sum == lines;
    }
}
