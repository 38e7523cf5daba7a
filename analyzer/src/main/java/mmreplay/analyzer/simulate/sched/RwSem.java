package mmreplay.analyzer.simulate.sched;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An rwsem that lockdep knows. */
public final class RwSem {

    public final long address;
    public final String name;

    @Nullable
    Task writer;

    final List<Task> readers = new ArrayList<>();
    final List<Task> waiters = new ArrayList<>();

    public RwSem(long address, String name) {
        this.address = address;
        this.name = name;
    }

    boolean canTake(boolean write) {
        return writer == null && (!write || readers.isEmpty());
    }

    void take(Task task, boolean write) {
        if (write) {
            writer = task;
        } else {
            readers.add(task);
        }
        task.held.add(this);
    }

    public boolean writtenBy(Task task) {
        return writer == task;
    }

    public boolean written() {
        return writer != null;
    }

    public boolean free() {
        return writer == null && readers.isEmpty();
    }

    @Override
    public String toString() {
        return name + '@' + Long.toHexString(address);
    }
}
