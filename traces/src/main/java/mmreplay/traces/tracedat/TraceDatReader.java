package mmreplay.traces.tracedat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import mmreplay.traces.ByteLines;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads trace-cmd's {@code trace.dat}: the events of all CPUs by time. An event's line is its number, from 1.
 *
 * <p>A latency tracer's trace.dat holds the text of tracefs instead, and is read as that.
 *
 * <p>That events were lost shows in the pages (a gap before the next event of that CPU), in the kernel's counts that trace-cmd
 * stores (overrun: before the CPU's first event; dropped: wherever a page ends), and in damage. The same counts prove that
 * nothing is missing, if they say that exactly the events were read that are here.
 */
public final class TraceDatReader implements TraceReader {

    /** Their stamps are no nanoseconds. */
    private static final Set<String> RAW_CLOCKS = Set.of("counter", "uptime", "x86-tsc", "ppc-tb");

    private static final int MIN_EVENT = 8;

    private final DatFile file;
    private final Contents contents;
    private final String clock;
    private final EventIds ids;
    private final EventText text;
    private final String[] bufferNames;
    private final Merge merge = new Merge();
    private final Ledger ledger = new Ledger();
    private final Deque<Gap> gaps = new ArrayDeque<>();
    private final RawEvent event = new RawEvent();
    private final int cpus;

    private @Nullable Gap gap;
    private boolean eventPending;
    /** The event of the merge's top is done with. */
    private boolean topDone;

    private boolean ended;
    private long events;
    private long twice;
    private long lastTime = Long.MIN_VALUE;

    private TraceDatReader(DatFile file, Head head) throws IOException, DamagedException {
        this.file = file;
        contents = head.contents();
        Streams streams = new Streams(contents, head.compression());
        clock = streams.clock();
        ids = new EventIds(contents);
        text = new EventText(contents);
        bufferNames = contents.buffers.stream().map(Buffer::name).toArray(String[]::new);
        int highest = contents.cpus;
        for (CpuStream stream : streams.open()) {
            highest = Math.max(highest, stream.cpu() + 1);
            if (stream.advance()) {
                merge.add(stream);
            } else {
                losses(stream);
            }
        }
        cpus = highest;
    }

    /**
     * Opens a trace.dat.
     *
     * @param path for messages
     * @param channel of the file; belongs to the reader then, and is closed where there is none
     * @throws UnusableTraceException if its header cannot be read: the message says where and what to do
     */
    static TraceReader open(Path path, SeekableByteChannel channel) throws IOException, UnusableTraceException {
        DatFile file = new DatFile(channel);
        boolean opened = false;
        try {
            Head head = Head.read(file);
            Area text = head.text();
            if (text != null) {
                TraceReader reader = new TracefsTextReader(ByteLines.ofText(new AreaStream(text, file)));
                opened = true;
                return reader;
            }
            if (head.contents().buffers.isEmpty()) {
                throw new UnusableTraceException(path + ": it is a trace.dat without trace data; copy it again");
            }
            TraceDatReader reader = new TraceDatReader(file, head);
            opened = true;
            return reader;
        } catch (DamagedException e) {
            UnusableTraceException unusable = new UnusableTraceException(path + ": it is a trace.dat that is damaged at"
                    + " byte " + e.offset() + ": " + e.getMessage()
                    + "; copy it again, or make it readable: trace-cmd restore");
            unusable.initCause(e);
            throw unusable;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    @Override
    public Stated stated() {
        return Stated.of(contents.kernel);
    }

    @Override
    public Step next() throws IOException {
        while (gaps.isEmpty() && !eventPending) {
            if (ended) {
                return Step.END;
            }
            step();
        }
        if (!gaps.isEmpty()) {
            gap = gaps.remove();
            return Step.GAP;
        }
        eventPending = false;
        topDone = true;
        events++;
        return Step.EVENT;
    }

    private void step() throws IOException {
        if (topDone) {
            topDone = false;
            CpuStream done = merge.top();
            if (done.advance()) {
                merge.sink();
            } else {
                merge.remove();
                losses(done);
                return;
            }
        }
        if (merge.isEmpty()) {
            end();
            return;
        }
        CpuStream stream = merge.top();
        losses(stream);
        decode(stream);
    }

    /** Tells of what is missing before the stream's event, or behind its last. */
    private void losses(CpuStream stream) {
        CpuStream.Losses losses = stream.losses();
        if (!losses.any()) {
            return;
        }
        if (losses.lost != 0) {
            ledger.line();
            ledger.put(Bucket.LOSS_MARKER);
            ledger.issue(losses.firstPage ? TraceIssue.HEAD_OVERWRITTEN : TraceIssue.EVENTS_LOST, events + 1);
            gap(stream.cpu(), stream.buffer(), losses.lost, losses.firstPage ? Gap.Cause.HEAD : Gap.Cause.MARKER);
        }
        if (losses.damaged) {
            damaged(stream, TraceIssue.DAMAGED_PAGE, losses.damageAt);
        }
        losses.clear();
    }

    private void gap(int cpu, int buffer, long lost, Gap.Cause cause) {
        gaps.add(new Gap(cpu, lost, cause, events + 1, buffer));
    }

    private void damaged(CpuStream stream, TraceIssue issue, long where) {
        ledger.line();
        ledger.put(Bucket.ISSUE);
        ledger.issue(issue, where);
        gap(stream.cpu(), stream.buffer(), Gap.UNKNOWN_COUNT, Gap.Cause.DAMAGED);
    }

    private void decode(CpuStream stream) throws IOException {
        topDone = true;
        int length = stream.dataLength();
        if (length < MIN_EVENT) {
            damaged(stream, TraceIssue.DAMAGED_PAGE, stream.offset());
            return;
        }
        Kind kind = ids.kind(contents.words.u16(stream.page(), stream.dataAt()));
        if (kind == null) {
            damaged(stream, TraceIssue.UNKNOWN_EVENT, events + 1);
            return;
        }
        int pid = pid(stream, kind);
        if (pid < 0) {
            damaged(stream, TraceIssue.DAMAGED_PAGE, stream.offset());
            return;
        }
        ledger.line();
        ledger.put(Bucket.EVENT_NOT_NEEDED);
        if (isTwice(kind, stream.buffer())) {
            twice++;
            ledger.issue(TraceIssue.RECORDED_TWICE, events + 1);
            return;
        }
        fill(stream, kind, pid);
        topDone = false;
        eventPending = true;
    }

    private boolean isTwice(Kind kind, int buffer) {
        if (kind.owner < 0) {
            kind.owner = buffer;
        }
        return kind.owner != buffer && !kind.tracers;
    }

    private void fill(CpuStream stream, Kind kind, int pid) {
        long time = stream.time();
        if (time < lastTime) {
            ledger.issue(TraceIssue.TIME_WENT_BACK, events + 1);
            gap(Gap.EVERY_CPU, stream.buffer(), Gap.UNKNOWN_COUNT, Gap.Cause.LATE);
        }
        lastTime = time;
        text.set(kind, pid, stream);
        event.setContext(events, events + 1, time, stream.cpu(), pid, -1);
        if (kind.style == Kind.Style.WRITTEN) {
            String writer = text.writer(kind);
            event.setName(ids.id(writer), writer);
        } else {
            event.setName(kind.nameId, kind.name);
        }
        event.setBuffer(stream.buffer(), bufferNames[stream.buffer()]);
        event.setText(text, kind.probe());
    }

    private int pid(CpuStream stream, Kind kind) {
        return kind.pidAt + 4 <= stream.dataLength()
                ? contents.words.i32(stream.page(), stream.dataAt() + kind.pidAt)
                : 0;
    }

    /** For a test that compares with trace-cmd. */
    Map.Entry<String, Map<String, String>> recorded() {
        return text.recorded();
    }

    private void end() {
        ended = true;
        contents.problems.forEach(problem -> ledger.issue(problem.issue(), problem.offset()));
        if (!info().endProven()) {
            ledger.issue(TraceIssue.END_NOT_PROVEN, events);
        }
    }

    @Override
    public RawEvent event() {
        return event;
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
        boolean raw = !contents.times.convert() && RAW_CLOCKS.contains(clock);
        long read = -1;
        long written = -1;
        if (!contents.stats.isEmpty()) {
            read = contents.stats.stream().mapToLong(CpuStat::read).sum() - twice;
            long missing = contents.stats.stream()
                    .mapToLong(stat -> stat.unread() + stat.overrun() + stat.dropped())
                    .sum();
            written = read + missing;
        }
        return new TraceInfo(
                "trace.dat", raw ? ClockUnit.RAW : ClockUnit.EXACT_NANOSECONDS, cpus, events, read, written);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
