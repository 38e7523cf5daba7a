package mmreplay.invariants.replay;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import mmreplay.traces.Gap;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * Has the steps taken on a thread of their own, so that a trace is read and decoded on one core and replayed on another. They
 * keep their order, and nothing goes back: what the replay says is the same as on one thread. The begin of a trace is taken on the
 * giver's thread: for some ten thousand events another does not pay.
 */
public final class HandOver implements Steps, AutoCloseable {

    /** One is filled, one is drained, and the others are the slack between the two. */
    private static final int BATCHES = 4;

    /** So many events are taken on the giver's thread. */
    private static final int ALONE = 1 << 16;

    private final Steps taker;
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES);
    private Batch filling = new Batch();
    private int batches = 1;
    private int alone;
    private @Nullable Thread thread;
    private volatile @Nullable Throwable failure;

    /** @param taker belongs to the other thread until {@link #close} */
    public HandOver(Steps taker) {
        this(taker, ALONE);
    }

    HandOver(Steps taker, int alone) {
        this.taker = taker;
        this.alone = alone;
    }

    @Override
    public void begin(long time, int buffer, int cpu, long line, int pid) {
        if (thread == null) {
            if (alone > 0) {
                alone--;
                taker.begin(time, buffer, cpu, line, pid);
                return;
            }
            thread = started();
        }
        room();
        filling.begin(time, buffer, cpu, line, pid);
    }

    @Override
    public void event(MmEvent given) {
        if (thread == null) {
            taker.event(given);
        } else {
            room();
            filling.event(given);
        }
    }

    @Override
    public void end() {
        if (thread == null) {
            taker.end();
        } else {
            filling.end(); // takes no room
        }
    }

    @Override
    public void gap(Gap gap) {
        if (thread == null) {
            taker.gap(gap);
        } else {
            room();
            filling.gap(gap);
        }
    }

    private void room() {
        if (!filling.hasRoom()) {
            Batch before = filling;
            full.add(before);
            filling = next();
            filling.follow(before);
            rethrow();
        }
    }

    private Thread started() {
        Thread started = new Thread(this::take, "replay");
        started.setDaemon(true);
        started.start();
        return started;
    }

    private Batch next() {
        Batch next = empty.poll();
        if (next == null && batches < BATCHES) {
            batches++;
            return new Batch();
        }
        return next == null ? await(empty) : next;
    }

    private static Batch await(BlockingQueue<Batch> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while steps were handed over", e);
    }

    private void take() {
        Batch.Drain drain = new Batch.Drain(taker);
        boolean failed = false;
        for (boolean more = true; more; ) {
            Batch batch = await(full);
            if (!failed) {
                try {
                    drain.drain(batch);
                } catch (Throwable thrown) {
                    failure = thrown;
                    failed = true; // what comes after it is only let through: who fills must not wait for ever
                }
            }
            more = !batch.isLast();
            batch.clear();
            empty.add(batch);
        }
    }

    /** Waits until every step was taken. Throws what the taker threw, unless a step has thrown it. */
    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        filling.isLast(true);
        full.add(filling);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        rethrow();
    }

    private void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown; // no step declares any other
        }
    }
}
