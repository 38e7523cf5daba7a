package mmreplay.analyzer.simulate.path;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** Who lives: init, its descendants, and the kernel's own threads. */
public final class Processes {

    static final int INIT = 1;
    private static final int MOST = 12;
    private static final int LEAST = 3;
    private static final String[] NAMES = {"sh", "worker", "server", "mix", "cc1"};

    private final Kernel k;
    private final Deque<Integer> pids = new ArrayDeque<>();
    private int alive;

    public Processes(Kernel k) {
        this.k = k;
        for (int pid = 200; pid < 232; pid++) {
            pids.add(pid);
        }
        spawn(INIT, INIT, "init", null);
        kthread(41, "kswapd0", self -> Reclaim.run(k, self, 8));
        kthread(30, "kcompactd0", self -> Migrate.compact(k, self));
        kthread(32, "khugepaged", this::hugepaged);
        kthread(33, "ksmd", self -> {
            for (int i = 0; i < 4 && !k.ksmBusy; i++) {
                Ksm.scan(k, self);
            }
        });
        kthread(34, "kworker/0:1", self -> {
            if (k.oneIn(k.bugs.wanted(Bug.SWAP_12) || k.bugs.wanted(Bug.SWAP_8) ? 8 : 25) && !k.swap.off) {
                Swapoff.run(k, self);
            }
        });
    }

    /** Where a planted bug of the collapse would show. */
    private @Nullable Vma candidate(Task self) {
        for (Mm mm : k.mms) {
            for (Vma vma : mm.vmas.values()) {
                PageTable table = vma.is(Vma.HUGEPAGE) ? mm.pteTable(Collapse.first(vma)) : null;
                boolean shows = k.bugs.wanted(Bug.PTW_5)
                        ? table != null && table.faults > 0
                        : table != null && !table.empty() && k.machine.runsElsewhere(mm, self.cpu());
                if (table != null && shows && Collapse.allSuitable(k, table)) {
                    return vma;
                }
            }
        }
        return null;
    }

    private void hugepaged(Task self) {
        Vma candidate = k.bugs.wantedAny(Bug.PTW_5, Bug.TLB_7) ? candidate(self) : null;
        if (candidate != null) {
            Collapse.scan(k, self, candidate.mm, candidate);
            return;
        }
        int what = k.random.nextInt(24);
        if (k.bugs.wantedAny(Bug.LOCK_3, Bug.LOCK_4) && k.oneIn(2)) {
            what = 1;
        }
        if (what == 0) {
            SplitFolio.some(k, self);
        } else if (what < 8) {
            Retract.some(k, self);
        } else if (what < 18 && !k.mms.isEmpty()) {
            Mm mm = k.mms.get(k.random.nextInt(k.mms.size()));
            for (Vma vma : mm.vmas.values()) {
                if (vma.is(Vma.HUGEPAGE) && !mm.exiting) {
                    Collapse.scan(k, self, mm, vma);
                    return;
                }
            }
        }
    }

    /** A kernel thread that does its work now and then. */
    private void kthread(int pid, String comm, Consumer<Task> work) {
        Task[] self = new Task[1];
        Step program = () -> {
            if (k.oneIn(10)) {
                work.accept(self[0]);
            }
        };
        self[0] = k.machine.newTask(pid, pid, comm, null, program);
    }

    private void spawn(int pid, int tgid, String comm, @Nullable Mm mm) {
        alive++;
        Task[] self = new Task[1];
        Step program = () -> new User(k, this, self[0]).act();
        self[0] = k.machine.newTask(pid, tgid, comm, mm, program);
    }

    void fork(Task t, Mm mm) {
        if (alive < MOST && !pids.isEmpty()) {
            int pid = pids.remove();
            String comm = k.oneIn(3) ? NAMES[k.random.nextInt(NAMES.length)] : t.comm;
            alive++;
            Fork.run(k, t, mm, child -> {
                forked(t, pid, comm);
                k.mmEvent(child, "attach", mm, pid);
                alive--;
                spawn(pid, pid, comm, child);
            });
        }
    }

    void thread(Task t, Mm mm) {
        if (alive < MOST && !pids.isEmpty() && mm.users < 5) {
            int pid = pids.remove();
            mm.users++;
            mm.threaded = true;
            t.push(() -> {
                forked(t, pid, t.comm);
                k.mmEvent(mm, "attach_thread", mm, pid);
                spawn(pid, t.tgid, t.comm, mm);
            });
        }
    }

    private void forked(Task t, int pid, String comm) {
        k.out.begin("sched_process_fork")
                .s("comm", t.comm)
                .d("pid", t.pid)
                .s("child_comm", comm)
                .d("child_pid", pid)
                .end();
    }

    void exit(Task t, Mm mm) {
        if (t.pid != INIT && alive > LEAST) {
            alive--;
            Exit.run(k, t, mm, () -> pids.add(t.pid));
        }
    }
}
