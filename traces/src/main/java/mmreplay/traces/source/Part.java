package mmreplay.traces.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;

/** One of several sources, read up to its next event, which waits for its turn. */
final class Part implements Closeable {

    private static final long MICRO = 1000;
    private static final int UNKNOWN = -1;

    private final int index;
    private final Survey survey;
    private final TraceReader reader;
    private final boolean toMicros;
    /** What was lost before the event that waits, or behind the last. */
    private final List<Gap> gaps = new ArrayList<>();
    /** By the source's own number of a name: its number in the whole. */
    private int[] nameIds = new int[0];

    private long taken;
    private long key = Long.MIN_VALUE;
    private long time;
    private long line;
    private int buffer;

    /** @param coarse the stamps of others are in microseconds */
    Part(int index, TraceReader reader, Survey survey, boolean coarse) {
        this.index = index;
        this.reader = reader;
        this.survey = survey;
        toMicros = coarse
                && survey.info().clock().isTime()
                && survey.info().clock().resolution() < MICRO;
    }

    /** Steps to the next event; false if there is none. */
    boolean advance() throws IOException {
        if (taken > 0) {
            // the number that it has in the whole is none that its reader knows
            reader.event().setBuffer(buffer, reader.event().bufferName());
        }
        while (true) {
            switch (reader.next()) {
                case EVENT -> {
                    RawEvent event = reader.event();
                    line = event.line();
                    buffer = event.buffer();
                    time = toMicros ? (event.time() + MICRO / 2) / MICRO * MICRO : event.time();
                    key = Math.max(key, time);
                    taken++;
                    return true;
                }
                case GAP -> gaps.add(reader.gap());
                case END -> {
                    return false;
                }
            }
        }
    }

    int index() {
        return index;
    }

    Survey survey() {
        return survey;
    }

    TraceReader reader() {
        return reader;
    }

    /** The event that waits. */
    RawEvent event() {
        return reader.event();
    }

    /** Its time to the step of the coarsest clock, rounded as the kernel does where it prints microseconds. */
    long time() {
        return time;
    }

    /** Where the event stands in order: one that comes late stands behind the one before it. */
    long key() {
        return key;
    }

    /** The event's line in this source. */
    long line() {
        return line;
    }

    /** The event's ring buffer in this source. */
    int buffer() {
        return buffer;
    }

    /** The event is the source's first. */
    boolean begins() {
        return taken == 1;
    }

    /** What was lost before the event, told once. */
    List<Gap> takeGaps() {
        List<Gap> told = List.copyOf(gaps);
        gaps.clear();
        return told;
    }

    /** Numbers of names for the whole. */
    interface Numbers {
        int of(String name);
    }

    int nameId(Numbers numbers) {
        int id = reader.event().nameId();
        if (id >= nameIds.length) {
            int known = nameIds.length;
            nameIds = Arrays.copyOf(nameIds, Math.max(id + 1, 2 * known));
            Arrays.fill(nameIds, known, nameIds.length, UNKNOWN);
        }
        if (nameIds[id] == UNKNOWN) {
            nameIds[id] = numbers.of(reader.event().name());
        }
        return nameIds[id];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
