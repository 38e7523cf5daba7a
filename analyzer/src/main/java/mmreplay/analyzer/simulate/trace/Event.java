package mmreplay.analyzer.simulate.trace;

import mmreplay.traces.RawEvent;

/** One event that was printed and not yet read. */
public final class Event {
    final long number;
    final long time;
    final int cpu;
    final int pid;
    final int tgid;
    final byte interrupt;
    final int nameId;
    final String name;
    /** The task's name, then the text. */
    final byte[] bytes;

    final int commLength;

    Event(
            long number,
            long time,
            int cpu,
            int pid,
            int tgid,
            byte interrupt,
            int nameId,
            String name,
            byte[] bytes,
            int commLength) {
        this.number = number;
        this.time = time;
        this.cpu = cpu;
        this.pid = pid;
        this.tgid = tgid;
        this.interrupt = interrupt;
        this.nameId = nameId;
        this.name = name;
        this.bytes = bytes;
        this.commLength = commLength;
    }

    public int cpu() {
        return cpu;
    }

    public long time() {
        return time;
    }

    /**
     * Fills a reader's event.
     *
     * @param resolution the step of its stamp, in nanoseconds
     */
    public void into(RawEvent event, long number, long line, long resolution) {
        event.setContext(number, line, time - time % resolution, cpu, pid, tgid);
        event.setInterrupt(interrupt);
        event.setName(nameId, name);
        event.setBytes(bytes, 0, commLength, commLength, bytes.length);
    }
}
