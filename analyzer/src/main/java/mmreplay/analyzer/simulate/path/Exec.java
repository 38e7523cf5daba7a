package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** exec_mmap: the task gets an empty mm, and the old one goes. */
public final class Exec extends Path {

    private Exec(Kernel k, Task t) {
        super(k, t);
    }

    public static void run(Kernel k, Task t) {
        new Exec(k, t).start();
    }

    private void start() {
        Mm old = t.mm;
        Mm made = k.allocMm(old == null ? k.init() : old, t.pid);
        if (old == null) {
            then(() -> activate(made, null));
        } else {
            then(mmapLock(old, false), () -> activate(made, old), mmapUnlock(old, false), () -> Exit.mmput(k, t, old));
        }
    }

    private void activate(Mm made, @Nullable Mm old) {
        k.mmEvent(made, "exec", made, t.pid);
        Mm borrowed = t.activeMm;
        k.machine.activate(t, made);
        if (old == null && borrowed != null) {
            k.machine.drop(borrowed);
        }
    }
}
