package mmreplay.traces;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.KernelVersion;

/**
 * What a trace states of its recording besides events. Most formats state little or nothing of it.
 *
 * @param kernel which one it was recorded on
 * @param bases where struct pages and the direct map begin
 * @param misses probes that lost hits, and how many; no ring buffer counts these
 * @param complete the classes of facts that it records completely: only a trace whose events are canonical states that, since a
 *     dialect tells it of the others
 * @param lossesShown every loss shows as a gap. False if events may be missing anywhere and nobody would know: then the trace
 *     records nothing completely. Final after the last event
 */
public record Stated(
        Optional<KernelVersion> kernel,
        Bases bases,
        SortedMap<String, Long> misses,
        Optional<Set<FactClass>> complete,
        boolean lossesShown) {

    public static final Stated NOTHING =
            new Stated(Optional.empty(), Bases.UNKNOWN, Collections.emptySortedMap(), Optional.empty(), true);

    /** Nothing but the kernel. */
    public static Stated of(Optional<KernelVersion> kernel) {
        return new Stated(kernel, Bases.UNKNOWN, Collections.emptySortedMap(), Optional.empty(), true);
    }

    /** Its events are canonical: no dialect is asked what they mean. */
    public boolean canonical() {
        return complete.isPresent();
    }

    /** With what lies beside the trace. The trace's own word counts first; probes that lost hits by either lost them. */
    public Stated or(Stated beside) {
        SortedMap<String, Long> both = new TreeMap<>(misses);
        beside.misses.forEach((probe, count) -> both.merge(probe, count, Math::max));
        return new Stated(
                kernel.or(() -> beside.kernel), bases.unknown() ? beside.bases : bases, both, complete, lossesShown);
    }

    /** With these classes of facts, for a trace whose events have become canonical. */
    public Stated withComplete(Set<FactClass> classes) {
        return new Stated(kernel, bases, misses, Optional.of(classes), lossesShown);
    }

    /** The same, with bases that something else tells. */
    public Stated withBases(Bases known) {
        return new Stated(kernel, known, misses, complete, lossesShown);
    }

    /** The same, but with this word on losses. */
    public Stated withLosses(boolean shown) {
        return new Stated(kernel, bases, misses, complete, shown);
    }

    /** The classes of facts that it records completely, or else what its events' dialects say of that. */
    public Set<FactClass> complete(Supplier<Set<FactClass>> ofDialects) {
        return lossesShown ? complete.orElseGet(ofDialects) : Set.of();
    }
}
