package mmreplay.traces.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;
import org.jspecify.annotations.Nullable;

/** A trace, or a part of one, whose events are held in memory. Each keeps the line that it had. */
public final class HeldTrace implements Trace {

    /** More do not fit into an ordinary memory. */
    private static final int MOST = 4_000_000;

    /** How many steps go by between two reports of progress. */
    private static final int PROGRESS_EVERY = 1 << 14;

    private final String name;
    private final Optional<Path> folder;
    private final TraceInfo info;
    private final Stated stated;
    private final List<Held> steps;
    private final long events;

    private HeldTrace(String name, Optional<Path> folder, TraceInfo info, Stated stated, List<Held> steps) {
        this.name = name;
        this.folder = folder;
        this.info = info;
        this.stated = stated;
        this.steps = steps;
        events = steps.stream().filter(step -> step.gap == null).count();
    }

    /** One step: an event, or a gap. */
    public static final class Held {
        private final @Nullable Gap gap;
        private final long line;
        private final long time;
        private final int cpu;
        private final int pid;
        private final int tgid;
        private final byte interrupt;
        private final int nameId;
        private final String name;
        private final boolean rawFields;
        private final int buffer;
        private final String bufferName;
        private final byte[] bytes;
        private final int commLength;
        private final @Nullable List<MmEvent> canonical;

        private Held(Gap gap) {
            this.gap = gap;
            line = gap.line();
            time = 0;
            cpu = gap.cpu();
            pid = 0;
            tgid = -1;
            interrupt = 0;
            nameId = 0;
            name = "";
            rawFields = false;
            buffer = gap.buffer();
            bufferName = "";
            bytes = new byte[0];
            commLength = 0;
            canonical = null;
        }

        private Held(RawEvent event) {
            gap = null;
            line = event.line();
            time = event.time();
            cpu = event.cpu();
            pid = event.pid();
            tgid = event.tgid();
            interrupt = event.interrupt();
            nameId = event.nameId();
            name = event.name();
            rawFields = event.rawFields();
            buffer = event.buffer();
            bufferName = event.bufferName();
            String comm = event.comm();
            bytes = (comm + event.text()).getBytes(UTF_8);
            commLength = comm.getBytes(UTF_8).length;
            canonical = copies(event.canonical());
        }

        private static @Nullable List<MmEvent> copies(@Nullable List<MmEvent> events) {
            return events == null ? null : events.stream().map(HeldTrace::copy).toList();
        }

        /** Not null: no event, but a place where events were lost. */
        public @Nullable Gap gap() {
            return gap;
        }

        /** In the trace that it was read from. */
        public long line() {
            return line;
        }

        public long time() {
            return time;
        }

        public int cpu() {
            return cpu;
        }

        public int pid() {
            return pid;
        }

        public int buffer() {
            return buffer;
        }

        /** The event's name, empty for a gap. */
        public String name() {
            return name;
        }

        /** Fills {@code raw} with what a reader would read of this event. */
        public void into(RawEvent raw) {
            raw.setContext(line, line, time, cpu, pid, tgid);
            raw.setInterrupt(interrupt);
            raw.setName(nameId, name);
            raw.setBuffer(buffer, bufferName);
            raw.setBytes(bytes, 0, commLength, commLength, bytes.length);
            if (rawFields) {
                raw.setRawFields();
            }
            if (canonical != null) {
                raw.setCanonical(
                        canonical.stream().map(HeldTrace::copy).toList()); // who is given them may complete them
            }
        }
    }

    private static MmEvent copy(MmEvent event) {
        MmEvent copy = new MmEvent();
        copy.copy(event);
        return copy;
    }

    /**
     * Reads all of a trace.
     *
     * @param stated what is known of the recording, from what lies beside it, too
     * @throws UnusableTraceException if it is no trace, or one that is too long
     */
    public static HeldTrace read(Trace trace, Stated stated, LongConsumer progress)
            throws IOException, UnusableTraceException {
        List<Held> steps = new ArrayList<>();
        try (TraceReader reader = trace.open()) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                steps.add(step == TraceReader.Step.GAP ? new Held(reader.gap()) : new Held(reader.event()));
                if (steps.size() > MOST) {
                    throw new UnusableTraceException(
                            trace.name() + ": it has more than " + MOST
                                    + " events, and all of them are held in memory here; cut it to the time of what you look for");
                }
                if (steps.size() % PROGRESS_EVERY == 0) {
                    progress.accept(reader.bytesRead());
                }
            }
            return new HeldTrace(
                    trace.name(), trace.folder(), reader.info(), reader.stated().or(stated), List.copyOf(steps));
        }
    }

    /** In order. */
    public List<Held> steps() {
        return steps;
    }

    /** What the whole trace says of itself. */
    public TraceInfo info() {
        return info;
    }

    /** What is known of the recording. */
    public Stated stated() {
        return stated;
    }

    /** A trace of these steps alone, which claims to be all there is. */
    public HeldTrace of(List<Held> kept) {
        return new HeldTrace(name, folder, info, stated, List.copyOf(kept));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TraceReader open() {
        return new Reader();
    }

    @Override
    public String sha256() throws IOException {
        return Digest.of(InputStream.nullInputStream());
    }

    @Override
    public Optional<Path> folder() {
        return folder;
    }

    @Override
    public void close() {}

    private final class Reader implements TraceReader {

        private final RawEvent event = new RawEvent();
        private final Ledger ledger = new Ledger();
        private int next;
        private long delivered;

        @Override
        public Step next() {
            if (next == steps.size()) {
                return Step.END;
            }
            Held step = steps.get(next++);
            ledger.line();
            if (step.gap != null) {
                ledger.put(Bucket.LOSS_MARKER);
                ledger.issue(TraceIssue.EVENTS_LOST, step.line);
                return Step.GAP;
            }
            ledger.put(Bucket.EVENT_NOT_NEEDED);
            step.into(event);
            delivered++;
            return Step.EVENT;
        }

        @Override
        public RawEvent event() {
            return event;
        }

        @Override
        public Gap gap() {
            Gap gap = steps.get(next - 1).gap;
            if (gap == null) {
                throw new IllegalStateException("the last step was no gap");
            }
            return gap;
        }

        @Override
        public TraceInfo info() {
            return new TraceInfo(info.format(), info.clock(), info.cpus(), delivered, events, events);
        }

        @Override
        public Stated stated() {
            return stated;
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public long bytesRead() {
            return next;
        }

        @Override
        public void close() {}
    }
}
