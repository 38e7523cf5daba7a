package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** do_exit: exit_mm, and exit_mmap by the last user of the mm. */
public final class Exit extends Path {

    private final Mm mm;

    private Exit(Kernel k, Task t, Mm mm) {
        super(k, t);
        this.mm = mm;
    }

    /**
     * do_exit.
     *
     * @param gone hears that the pid is free
     */
    public static void run(Kernel k, Task t, Mm mm, Runnable gone) {
        Exit exit = new Exit(k, t, mm);
        t.push(() -> k.machine.exitMm(t, mm), () -> mmput(k, t, mm), () -> {
            exit.schedEvent("sched_process_exit");
            t.die(gone);
        });
    }

    private void schedEvent(String event) {
        k.out.begin(event).s("comm", t.comm).d("pid", t.pid).d("prio", 120).end();
    }

    /** mmput: the last user unmaps everything. */
    static void mmput(Kernel k, Task t, Mm mm) {
        if (--mm.users > 0) {
            return;
        }
        mm.exiting = true;
        Exit exit = new Exit(k, t, mm);
        t.push(() -> Ksm.exit(k, t, mm), exit::exitMmap, () -> k.machine.drop(mm));
    }

    private void exitMmap() {
        Gather[] gather = new Gather[1];
        then(
                mmapLock(mm, false),
                () -> {
                    k.lru.drain(t);
                    gather[0] = new Gather(k, t, mm, true);
                    List<Step> steps = new ArrayList<>();
                    for (Vma vma : mm.vmas.values()) {
                        steps.add(Zap.range(k, t, gather[0], vma, vma.start, vma.end));
                    }
                    then(steps.toArray(Step[]::new));
                },
                mmapUnlock(mm, false),
                mmapLock(mm, true),
                () -> FreePgtables.of(k, t, gather[0], new ArrayList<>(mm.vmas.values()), 0, Long.MAX_VALUE)
                        .run(),
                () -> gather[0].finish(),
                () -> {
                    new ArrayList<>(mm.vmas.values()).forEach(k.vmas::free);
                    mm.vmas.clear();
                },
                mmapUnlock(mm, true));
    }
}
