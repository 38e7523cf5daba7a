package mmreplay.invariants.loss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace that is held in memory: an event, or a gap.
 *
 * @param line of the whole trace: it stays the same, whatever becomes of the lines before it
 * @param canonical what the event became
 */
record Step(
        @Nullable Gap gap,
        long line,
        long time,
        int cpu,
        int pid,
        int tgid,
        byte interrupt,
        String comm,
        int nameId,
        String name,
        String text,
        List<MmEvent> canonical) {

    static Step of(RawEvent raw, List<MmEvent> canonical) {
        return new Step(
                null,
                raw.line(),
                raw.time(),
                raw.cpu(),
                raw.pid(),
                raw.tgid(),
                raw.interrupt(),
                raw.comm(),
                raw.nameId(),
                raw.name(),
                raw.text(),
                canonical);
    }

    static Step of(Gap gap) {
        return new Step(gap, gap.line(), 0, gap.cpu(), 0, -1, (byte) 0, "", 0, "", "", List.of());
    }

    boolean isEvent() {
        return gap == null;
    }

    /** The same event with another stamp. */
    Step at(long newTime) {
        RawEvent raw = new RawEvent();
        raw.setContext(line, line, newTime, cpu, pid, tgid);
        raw.setInterrupt(interrupt);
        List<MmEvent> moved = canonical.stream()
                .map(event -> {
                    MmEvent copy = new MmEvent();
                    copy.copy(event);
                    copy.context(raw);
                    return copy;
                })
                .toList();
        return new Step(null, line, newTime, cpu, pid, tgid, interrupt, comm, nameId, name, text, moved);
    }

    /** Fills {@code raw} with what a reader would read of it at this line. */
    void into(RawEvent raw, long at) {
        raw.setContext(at, at, time, cpu, pid, tgid);
        raw.setInterrupt(interrupt);
        raw.setName(nameId, name);
        byte[] commBytes = comm.getBytes(UTF_8);
        byte[] bytes = (comm + text).getBytes(UTF_8);
        raw.setBytes(bytes, 0, commBytes.length, commBytes.length, bytes.length);
    }
}
