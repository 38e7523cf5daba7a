package mmreplay.analyzer.simulate.sched;

import org.jspecify.annotations.Nullable;

/** A spinlock that lockdep knows. */
public final class SpinLock {

    public final long address;
    public final String name;

    @Nullable
    Task owner;

    public SpinLock(long address, String name) {
        this.address = address;
        this.name = name;
    }

    public boolean heldBy(Task task) {
        return owner == task;
    }

    @Override
    public String toString() {
        return name + '@' + Long.toHexString(address);
    }
}
