package mmreplay.invariants.replay;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import mmreplay.traces.Gap;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * Has the steps taken on a thread of their own, so that a trace is read and decoded on one core and replayed on another. They
 * keep their order, and nothing goes back: what the replay says is the same as on one thread. The begin of a trace is taken on the
 * same one: for ten thousand events another does not pay.
 */
public final class HandOver implements Steps, AutoCloseable {

    /** One is filled, one is drained, and the others are the slack between the two. */
    private static final int BATCHES = 4;

    /** So many batches are drained by who fills them. */
    private static final int ALONE = 16;

    private final Batch.Drain drain;
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES);
    private Batch filling = new Batch();
    private int batches = 1;
    private int alone;
    private boolean broken;
    private @Nullable Thread thread;
    private volatile @Nullable Throwable failure;

    /** @param taker belongs to the other thread until {@link #close} */
    public HandOver(Steps taker) {
        this(taker, ALONE);
    }

    HandOver(Steps taker, int alone) {
        this.alone = alone;
        drain = new Batch.Drain(taker);
    }

    @Override
    public void begin(long time, int buffer, int cpu, long line, int pid) {
        room();
        filling.begin(time, buffer, cpu, line, pid);
    }

    @Override
    public void event(MmEvent given) {
        room();
        filling.event(given);
    }

    @Override
    public void end() {
        filling.end(); // takes no room
    }

    @Override
    public void gap(Gap gap) {
        room();
        filling.gap(gap);
    }

    private void room() {
        if (!filling.hasRoom()) {
            if (alone > 0) {
                alone--;
                drainHere();
                return;
            }
            Batch before = filling;
            pass(before);
            filling = next();
            filling.follow(before);
            rethrow();
        }
    }

    private void drainHere() {
        broken = true; // if it throws, nothing is taken any more: what is thrown then would hide why
        drain.drain(filling);
        filling.clear();
        broken = false;
    }

    private void pass(Batch batch) {
        if (thread == null) {
            thread = new Thread(this::take, "replay");
            thread.setDaemon(true);
            thread.start();
        }
        full.add(batch);
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
        filling.isLast(true);
        if (thread == null) {
            if (!broken) {
                drainHere();
            }
            return;
        }
        pass(filling);
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
