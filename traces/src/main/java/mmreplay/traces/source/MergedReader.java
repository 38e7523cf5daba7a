package mmreplay.traces.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;
import org.jspecify.annotations.Nullable;

/**
 * Several sources as one trace: their events by time, in one source's order where the stamps are equal. An event's line is its
 * number, from 1; {@link #source} and {@link #sourceLine} tell where it stands.
 *
 * <p>What a source says is missing is missing here. A source that goes on where another one ended may lack what came between,
 * unless the counts in the headers prove that nothing did.
 */
final class MergedReader implements TraceReader {

    /** A difference of more than this part of the whole time is told. */
    private static final int MUCH = 10;

    private final Plan plan;
    private final List<Part> parts;
    private final PriorityQueue<Chain> waiting =
            new PriorityQueue<>((one, other) -> one.before(other) ? -1 : other.before(one) ? 1 : 0);
    private final List<Chain> ended = new ArrayList<>();
    private final Owners owners;
    private final Ledger ledger = new Ledger();
    private final Deque<Gap> gaps = new ArrayDeque<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Set<Chain> closed = new HashSet<>();
    private int buffers;

    private @Nullable Chain current;
    private @Nullable Gap gap;
    private boolean eventPending;
    private boolean done;
    private long events;

    /** @param parts by the index of their sources; they belong to this reader then */
    MergedReader(Plan plan, List<Part> parts) throws IOException {
        this.plan = plan;
        this.parts = List.copyOf(parts);
        List<Chain> chains = plan.chains().stream()
                .map(indexes -> new Chain(indexes.stream().map(parts::get).toList()))
                .toList();
        owners = new Owners(chains);
        for (Chain chain : chains) {
            arrive(chain);
        }
    }

    /** To the chain's next event, over the ends of its parts. */
    private void arrive(Chain chain) throws IOException {
        while (!chain.advance()) {
            if (!chain.nextPart()) {
                ended.add(chain);
                return;
            }
        }
        waiting.add(chain);
    }

    @Override
    public Step next() throws IOException {
        if (current != null && !eventPending) {
            Chain delivered = current;
            current = null;
            arrive(delivered);
        }
        while (gaps.isEmpty() && !eventPending) {
            if (done) {
                return Step.END;
            }
            step();
        }
        if (!gaps.isEmpty()) {
            gap = gaps.remove();
            return Step.GAP;
        }
        eventPending = false;
        deliver(chain());
        return Step.EVENT;
    }

    private Chain chain() {
        if (current == null) {
            throw new IllegalStateException("next() has not arrived at an event");
        }
        return current;
    }

    private void step() throws IOException {
        Chain chain = waiting.poll();
        if (chain == null) {
            end();
            return;
        }
        Part part = chain.part();
        missing(chain, chain.takeBehind());
        if (chain.goesOn() && !plan.whole()) {
            between(chain);
        }
        if (part.begins() && events > 0 && part.survey().info().headOverwritten()) {
            // its own file begins here, so that alone it would have lost nothing that matters
            gaps.add(gap(chain, 0, part.event().cpu(), Gap.Cause.HEAD));
        }
        missing(chain, part.takeGaps());
        if (isTwice(chain)) {
            ledger.issue(TraceIssue.RECORDED_TWICE, events + 1);
            arrive(chain);
            return;
        }
        current = chain;
        eventPending = true;
    }

    private boolean isTwice(Chain chain) {
        String name = chain.part().event().name();
        Chain owner = owners.other(chain, name);
        if (owner == null) {
            return false;
        }
        // its last events may be told again at the same stamp
        if (!ended.contains(owner) || chain.part().key() <= owner.part().key()) {
            return true;
        }
        if (closed.add(owner)) {
            between(owner);
        }
        owners.takeOver(chain, name);
        return false;
    }

    private void missing(Chain chain, List<Gap> ofPart) {
        ofPart.forEach(
                old -> gaps.add(new Gap(old.cpu(), old.lost(), old.cause(), events + 1, buffer(chain, old.buffer()))));
    }

    /** Whatever this chain's CPUs did since they were seen last was recorded by nobody. */
    private void between(Chain chain) {
        chain.seen().stream()
                .forEach(cpu ->
                        chain.buffers().keySet().forEach(own -> gaps.add(gap(chain, own, cpu, Gap.Cause.BETWEEN))));
    }

    private Gap gap(Chain chain, int own, int cpu, Gap.Cause cause) {
        return new Gap(cpu, Gap.UNKNOWN_COUNT, cause, events + 1, buffer(chain, own));
    }

    private int buffer(Chain chain, int own) {
        return chain.buffers().computeIfAbsent(own, key -> buffers++);
    }

    private void deliver(Chain chain) {
        Part part = chain.part();
        RawEvent event = part.event();
        event.setContext(events, events + 1, part.time(), event.cpu(), event.pid(), event.tgid());
        event.setName(part.nameId(name -> names.computeIfAbsent(name, key -> names.size())), event.name());
        event.setBuffer(buffer(chain, part.buffer()), event.bufferName());
        events++;
    }

    private void end() {
        done = true;
        for (Chain chain : ended) {
            missing(chain, chain.takeBehind());
            if (!plan.whole() && !chain.endsProven() && chain.cpus().cardinality() > 1) {
                // a file of one CPU says how many there are, too
                for (int cpu = chain.cpus().nextClearBit(0);
                        cpu < chain.announced();
                        cpu = chain.cpus().nextClearBit(cpu + 1)) {
                    gaps.add(gap(chain, 0, cpu, Gap.Cause.END));
                }
            }
        }
        parts.forEach(part -> ledger.add(part.reader().ledger(), TraceIssue.END_NOT_PROVEN));
        ledger.issues(TraceIssue.END_NOT_PROVEN, info().endProven() ? 0 : 1);
        ledger.issues(TraceIssue.SOURCES_APART, apart());
    }

    /** How many begin much later or end much earlier than others. */
    private long apart() {
        List<Chain> any =
                ended.stream().filter(chain -> !chain.cpus().isEmpty()).toList();
        long first = any.stream().mapToLong(Chain::first).min().orElse(0);
        long last = any.stream().mapToLong(Chain::last).max().orElse(0);
        long much = (last - first) / MUCH;
        return any.stream()
                .filter(chain -> chain.first() - first > much || last - chain.last() > much)
                .count();
    }

    @Override
    public RawEvent event() {
        return chain().part().event();
    }

    @Override
    public int source() {
        return chain().part().index();
    }

    @Override
    public long sourceLine() {
        return chain().part().line();
    }

    @Override
    public Gap gap() {
        if (gap == null) {
            throw new IllegalStateException("next() has not arrived at a gap");
        }
        return gap;
    }

    @Override
    public TraceInfo info() {
        boolean proven = plan.whole()
                || parts.stream().allMatch(part -> part.survey().info().endProven());
        long counted = proven ? events : -1;
        TraceInfo info = plan.info();
        return new TraceInfo(info.format(), info.clock(), info.cpus(), events, counted, counted);
    }

    @Override
    public Stated stated() {
        Stated all = Stated.NOTHING;
        boolean shown = true;
        Set<FactClass> complete = EnumSet.allOf(FactClass.class);
        for (Part part : parts) {
            Stated one = part.reader().stated();
            all = all.or(one);
            shown &= one.lossesShown();
            // a file of canonical events speaks for itself only, and where one does the dialects are not asked
            complete.retainAll(one.complete().orElse(Set.of()));
        }
        boolean canonical =
                parts.stream().anyMatch(part -> part.reader().stated().canonical());
        return (canonical ? all.withComplete(complete) : all).withLosses(shown);
    }

    @Override
    public List<TraceReader> parts() {
        return parts.stream().map(Part::reader).toList();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public long bytesRead() {
        return parts.stream().mapToLong(part -> part.reader().bytesRead()).sum();
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.close();
        }
    }
}
