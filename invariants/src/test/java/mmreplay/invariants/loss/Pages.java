package mmreplay.invariants.loss;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** An uncompressed trace.dat of version 6, little-endian and of 64 bits, whose ring-buffer pages can be taken out. */
final class Pages {

    private static final byte[] TABLE = "flyrecord\0".getBytes(US_ASCII);
    private static final int PAGE = 4096;
    /** Behind the page's stamp: how many bytes it holds, and two flags of the kernel's ring_buffer_read_page. */
    private static final int COMMIT = 8;

    private static final int DATA = 16;
    private static final long MISSED = 1L << 31;
    private static final long STORED = 1L << 30;
    private static final long USED = STORED - 1;

    private final ByteBuffer head;
    private final int table;
    private final List<List<byte[]>> cpus = new ArrayList<>();

    Pages(byte[] dat) {
        ByteBuffer all = ByteBuffer.wrap(dat).order(ByteOrder.LITTLE_ENDIAN);
        table = find(dat) + TABLE.length;
        long first = Long.MAX_VALUE;
        // the table ends where the first CPU's pages begin, or before
        for (int at = table; at < first && all.getLong(at) != 0; at += 16) {
            long offset = all.getLong(at);
            first = Math.min(first, offset);
            List<byte[]> pages = new ArrayList<>();
            for (long page = offset; page < offset + all.getLong(at + 8); page += PAGE) {
                byte[] bytes = new byte[PAGE];
                all.get((int) page, bytes);
                pages.add(bytes);
            }
            cpus.add(pages);
        }
        head = ByteBuffer.wrap(dat, 0, (int) first).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int find(byte[] dat) {
        for (int at = 0; at < dat.length - TABLE.length; at++) {
            if (ByteBuffer.wrap(dat, at, TABLE.length).equals(ByteBuffer.wrap(TABLE))) {
                return at;
            }
        }
        throw new IllegalArgumentException("no CPU's data");
    }

    int cpus() {
        return cpus.size();
    }

    int of(int cpu) {
        return cpus.get(cpu).size();
    }

    /**
     * Takes pages of one CPU out, as a writer does that overtakes the reader: the next page says that events were missed.
     *
     * @param to the last of them has one behind it
     * @param lost how many events they held, which stands behind the next page's data if there is room; -1 for not told
     */
    void lose(int cpu, int from, int to, long lost) {
        List<byte[]> pages = cpus.get(cpu);
        pages.subList(from, to).clear();
        ByteBuffer next = ByteBuffer.wrap(pages.get(from)).order(ByteOrder.LITTLE_ENDIAN);
        long used = next.getLong(COMMIT) & USED;
        boolean room = PAGE - DATA - used >= Long.BYTES;
        next.putLong(COMMIT, used | MISSED | (lost >= 0 && room ? STORED : 0));
        if (lost >= 0 && room) {
            next.putLong(DATA + (int) used, lost);
        }
    }

    /** Has what the other has from now on. */
    void take(Pages other) {
        cpus.clear();
        cpus.addAll(other.cpus);
    }

    /** All of it, as a file has it. */
    byte[] file() {
        int pages = cpus.stream().mapToInt(List::size).sum();
        ByteBuffer file = ByteBuffer.allocate(head.capacity() + pages * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        file.put(head.duplicate().rewind());
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            file.putLong(table + 16 * cpu, file.position());
            file.putLong(table + 16 * cpu + 8, (long) cpus.get(cpu).size() * PAGE);
            cpus.get(cpu).forEach(file::put);
        }
        return file.array();
    }
}
