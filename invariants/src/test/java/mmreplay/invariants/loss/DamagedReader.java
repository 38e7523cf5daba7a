package mmreplay.invariants.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.text.Gaps;

/** Reads a damaged recording as a reader of its text would: what only the times or the header betray becomes a gap, too. */
final class DamagedReader implements TraceReader {

    private final Damaged damaged;
    private final boolean inWords;
    private final Ledger ledger = new Ledger();
    private final Gaps gaps = new Gaps(ledger);
    private final RawEvent event = new RawEvent();
    private final List<MmEvent> pool = new ArrayList<>();
    private Gap gap = new Gap(0, 0, Gap.Cause.MARKER, 0);
    private int at;
    private boolean held;
    private long delivered;

    /** @param inWords each event comes with what it became */
    DamagedReader(Damaged damaged, boolean inWords) {
        this.damaged = damaged;
        this.inWords = inWords;
        if (damaged.overwritten()) {
            gaps.overwritten(0);
        }
    }

    @Override
    public Step next() {
        while (true) {
            if (!gaps.none()) {
                gap = gaps.take();
                return Step.GAP;
            }
            if (held) {
                held = false;
                gaps.delivered();
                delivered++;
                return Step.EVENT;
            }
            if (at == damaged.steps().size()) {
                return Step.END;
            }
            mmreplay.invariants.loss.Step step = damaged.steps().get(at++);
            Gap stated = step.gap();
            if (stated != null) {
                gaps.stated(stated);
                continue;
            }
            ledger.line();
            ledger.put(Bucket.EVENT_NOT_NEEDED);
            step.into(event, at); // as a file has it: lines go up, whatever the order of the events was
            if (inWords) {
                event.setCanonical(copies(step.canonical()));
            }
            gaps.event(step.cpu(), step.time(), at);
            held = true;
        }
    }

    /** A replay completes the events that it is given. */
    private List<MmEvent> copies(List<MmEvent> canonical) {
        while (pool.size() < canonical.size()) {
            pool.add(new MmEvent());
        }
        for (int i = 0; i < canonical.size(); i++) {
            pool.get(i).copy(canonical.get(i));
            pool.get(i).context(event);
        }
        return pool.subList(0, canonical.size());
    }

    @Override
    public RawEvent event() {
        return event;
    }

    @Override
    public Gap gap() {
        return gap;
    }

    @Override
    public TraceInfo info() {
        TraceInfo whole = damaged.info();
        return new TraceInfo(
                whole.format(),
                whole.clock(),
                whole.cpus(),
                delivered,
                whole.entriesInBuffer(),
                whole.entriesWritten());
    }

    @Override
    public Stated stated() {
        Stated stated = new Stated(
                damaged.of().kernel(), damaged.of().bases(), Stated.NOTHING.misses(), Optional.empty(), true);
        return inWords ? stated.withComplete(damaged.of().complete()) : stated;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public long bytesRead() {
        return delivered;
    }

    @Override
    public void close() {}
}
