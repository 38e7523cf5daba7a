package mmreplay.traces.tracedat;

import java.io.IOException;
import mmreplay.traces.tracedat.print.Words;

/**
 * The events of one CPU of one buffer, in the order in which they were reserved (the kernel's kernel/trace/ring_buffer.c).
 *
 * <p>A page: {@code u64 time, long commit, events}. Of commit's low 32 bits, bit 31 says that events were lost before this
 * page and bit 30 that their number stands behind its last event. An event: a word of {@code type:5 delta:27} (the type in the
 * low bits if little-endian, in the high ones if big-endian), and its data.
 */
final class CpuStream {

    private static final int MISSED = 1 << 31;
    private static final int MISSED_STORED = 1 << 30;
    private static final int COMMIT = MISSED_STORED - 1;

    private static final int PADDING = 29;
    private static final int TIME_EXTEND = 30;
    private static final int TIME_STAMP = 31;
    private static final int DELTA_BITS = 27;
    private static final long DELTA = (1L << DELTA_BITS) - 1;

    /** An absolute stamp has 59 bits; the rest is that of the time before. */
    private static final long STAMP = (1L << 59) - 1;

    private final int cpu;
    private final int buffer;
    private final Layout layout;
    private final Words words;
    private final Times times;
    private final CpuBytes bytes;
    private final byte[] page;
    /** The kernel dropped events where the next page was not free: at a page's end, unmarked. */
    private final boolean drops;

    private final Losses losses = new Losses();
    private long pageAt;
    private long nextPage;
    private int at;
    private int end;
    /** The stamp, in the clock's unit. */
    private long time;
    /** What the file's options make of it. */
    private long eventTime;

    private int dataAt;
    private int dataLength;
    private boolean ended;
    private long endDamage = -1;

    /** {@code page} is as long as this buffer's pages, and belongs to the stream then. */
    CpuStream(int cpu, int buffer, byte[] page, Contents contents, CpuBytes bytes, boolean drops) {
        this.cpu = cpu;
        this.buffer = buffer;
        this.page = page;
        layout = contents.layout;
        words = contents.words;
        times = contents.times;
        this.bytes = bytes;
        this.drops = drops;
    }

    /** What is missing before the current event: it is for the reader to take and to clear. */
    static final class Losses {
        /** Events, 0 if none were, -1 if nobody knows how many. */
        long lost;

        boolean firstPage;
        /** Something there was damaged, at {@link #damageAt}. */
        boolean damaged;

        long damageAt;

        void lost(long count) {
            lost = lost < 0 || count < 0 ? -1 : Math.min(lost + count, Long.MAX_VALUE / 2);
        }

        void damaged(long offset) {
            if (!damaged) {
                damaged = true;
                damageAt = offset;
            }
        }

        boolean any() {
            return lost != 0 || damaged || firstPage;
        }

        void clear() {
            lost = 0;
            firstPage = false;
            damaged = false;
        }
    }

    /** More was announced than can be read: it is missing behind the last event. */
    void damagedAtEnd(long offset) {
        endDamage = offset;
    }

    /** The kernel has overwritten events: if no page says where, those before the first one. */
    void headLost() {
        losses.lost(-1);
        losses.firstPage = true;
    }

    /** Steps to the next event. Returns false behind the last; {@link #losses()} may still tell of something. */
    boolean advance() throws IOException {
        while (!ended) {
            if (at >= end) {
                nextPage();
            } else if (event()) {
                return true;
            }
        }
        return false;
    }

    private void nextPage() throws IOException {
        pageAt = nextPage;
        at = 0;
        end = 0;
        if (pageAt >= bytes.size()) {
            ended = true;
            if (endDamage >= 0) {
                losses.damaged(endDamage);
            }
            if (drops) {
                losses.lost(-1);
            }
            return;
        }
        int length = (int) Math.min(page.length, bytes.size() - pageAt);
        try {
            nextPage = pageAt + page.length;
            bytes.read(pageAt, page, length);
        } catch (DamagedException e) {
            nextPage = bytes.behind(pageAt, page.length);
            losses.damaged(e.offset());
            return;
        }
        if (length < layout.data()) {
            losses.damaged(bytes.offset(pageAt));
            return;
        }
        header(length);
    }

    private void header(int length) {
        time = words.i64(page, 0);
        long word = words.number(page, layout.commit(), layout.longSize(), false);
        int flags = (int) word;
        int used = flags & COMMIT;
        boolean missed = (flags & MISSED) != 0;
        if (time < 0 || used > length - layout.data()) {
            losses.damaged(bytes.offset(pageAt));
            return;
        }
        at = layout.data();
        end = at + used;
        if (missed) {
            boolean counted = (flags & MISSED_STORED) != 0 && end + layout.longSize() <= length;
            long count = counted ? words.number(page, end, layout.longSize(), false) : -1;
            if (pageAt == 0) {
                losses.lost = 0;
                losses.firstPage = true;
            }
            losses.lost(count == 0 ? -1 : count);
        } else if (drops && pageAt > 0) {
            losses.lost(-1);
        }
    }

    /** Takes the record at {@link #at}; true if it is an event. */
    private boolean event() {
        if (end - at < 4) {
            return broken();
        }
        int head = words.i32(page, at);
        int type = words.big() ? head >>> DELTA_BITS : head & 31;
        long delta = (words.big() ? head : head >>> 5) & DELTA;
        if (type > 0 && type < PADDING) {
            return data(at + 4, type * 4, delta);
        }
        if (type == PADDING && delta == 0) {
            at = end;
            return false;
        }
        if (end - at < 8) {
            return broken();
        }
        long array = words.u32(page, at + 4);
        switch (type) {
            case TIME_EXTEND -> {
                time += (array << DELTA_BITS) | delta;
                at += 8;
            }
            case TIME_STAMP -> {
                absolute((array << DELTA_BITS) | delta);
                at += 8;
            }
            case PADDING -> {
                // A discarded event: the ones behind it count from it all the same.
                time += delta;
                return array > end - at - 4 ? broken() : skip(4 + (int) array);
            }
            default -> {
                return (array < 4 || array > end - at - 4) ? broken() : data(at + 8, (int) array - 4, delta);
            }
        }
        return time < 0 && broken();
    }

    private boolean skip(int length) {
        at += (length + 3) & ~3;
        return false;
    }

    private boolean data(int from, int length, long delta) {
        time += delta;
        if (length > end - from || time < 0) {
            return broken();
        }
        eventTime = times.time(time, cpu);
        dataAt = from;
        dataLength = length;
        at = from + ((length + 3) & ~3);
        return true;
    }

    private void absolute(long stamp) {
        long high = time & ~STAMP;
        long next = (stamp & STAMP) | high;
        // The lower bits went round since.
        time = high != 0 && next < time ? next + STAMP + 1 : next;
    }

    /** The rest of the page cannot be read. */
    private boolean broken() {
        losses.damaged(bytes.offset(pageAt));
        at = end;
        return false;
    }

    Losses losses() {
        return losses;
    }

    int cpu() {
        return cpu;
    }

    /** The buffer's number in the file. */
    int buffer() {
        return buffer;
    }

    /** In nanoseconds, if the file tells how. */
    long time() {
        return eventTime;
    }

    /** The bytes that the current event is in, until the next {@link #advance()}. */
    byte[] page() {
        return page;
    }

    int dataAt() {
        return dataAt;
    }

    int dataLength() {
        return dataLength;
    }

    /** Where in the file the current page is, or its chunk. */
    long offset() {
        return bytes.offset(Math.min(pageAt, Math.max(0, bytes.size() - 1)));
    }

    /** Whether {@code a} comes before {@code b}: by time, then by CPU, then by buffer. */
    static boolean before(CpuStream a, CpuStream b) {
        if (a.eventTime != b.eventTime) {
            return a.eventTime < b.eventTime;
        }
        return a.cpu != b.cpu ? a.cpu < b.cpu : a.buffer < b.buffer;
    }
}
