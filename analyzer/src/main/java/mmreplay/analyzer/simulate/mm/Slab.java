package mmreplay.analyzer.simulate.mm;

import java.util.ArrayDeque;
import java.util.Deque;

/** Addresses of one kind of object, given out again soon after they were freed, as the slab allocator does. */
public final class Slab {

    private final long base;
    private final long size;
    private long next;
    private final Deque<Long> free = new ArrayDeque<>();

    Slab(long base, long size) {
        this.base = base;
        this.size = size;
    }

    public long alloc() {
        return free.isEmpty() ? base + size * next++ : free.pop();
    }

    public void free(long address) {
        free.push(address);
    }
}
