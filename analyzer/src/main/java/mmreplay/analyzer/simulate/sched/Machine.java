package mmreplay.analyzer.simulate.sched;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.trace.Printer;
import org.jspecify.annotations.Nullable;

/** The CPUs and the scheduler: who runs next is drawn from the seed. */
public final class Machine {

    private static final int PREEMPT_ONE_IN = 60;
    private static final int RARELY = 3000;

    private final Printer out;
    private final SplittableRandom random;
    private final Mm init;
    private final Consumer<Mm> freeMm;
    private final List<Cpu> cpus = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final Locks locks;
    private final Tlbs tlbs;

    /** Sets up idle CPUs.
     *
     * @param freeMm what is done with an mm that nobody borrows any more */
    public Machine(Printer out, SplittableRandom random, Mm init, int cpuCount, Bugs bugs, Consumer<Mm> freeMm) {
        this.out = out;
        this.random = random;
        this.init = init;
        this.freeMm = freeMm;
        for (int i = 0; i < cpuCount; i++) {
            Task idle = new Task(0, 0, "swapper/" + i, null, () -> {});
            idle.activeMm = init;
            cpus.add(new Cpu(i, idle, init));
        }
        locks = new Locks(out);
        tlbs = new Tlbs(out, init, cpus, bugs);
    }

    public Locks locks() {
        return locks;
    }

    public Tlbs tlbs() {
        return tlbs;
    }

    public List<Task> tasks() {
        return tasks;
    }

    public List<Cpu> cpus() {
        return cpus;
    }

    /** A task that is ready to run.
     *
     * @param program run whenever the task has no steps left; it pushes some */
    public Task newTask(int pid, int tgid, String comm, @Nullable Mm mm, Step program) {
        Task task = new Task(pid, tgid, comm, mm, program);
        tasks.add(task);
        return task;
    }

    /** Some CPU does one thing. */
    public void tick() {
        Cpu cpu = cpus.get(random.nextInt(cpus.size()));
        out.pass(random.nextInt(8) == 0 ? 40 + random.nextInt(900) : 400 + random.nextInt(2600));
        at(cpu);
        if (!cpu.ipis.isEmpty() || !cpu.work.isEmpty()) {
            interrupt(cpu);
            return;
        }
        Task current = cpu.current;
        boolean rests = current.mm == null && current.idleSteps() && random.nextInt(4) == 0;
        boolean away = current == cpu.idle || current.state != Task.State.RUNNABLE || rests;
        if (away || (current.preemptCount == 0 && random.nextInt(current.computes ? RARELY : PREEMPT_ONE_IN) == 0)) {
            schedule(cpu, away);
        } else {
            current.step();
        }
    }

    private void at(Cpu cpu) {
        Task current = cpu.current;
        out.at(out.time(), cpu.number, current.pid, current.tgid, current == cpu.idle ? "<idle>" : current.comm);
    }

    private void interrupt(Cpu cpu) {
        out.interrupt(true);
        while (!cpu.ipis.isEmpty()) {
            Cpu.Ipi ipi = cpu.ipis.remove();
            tlbs.flushHere(cpu, ipi.flush(), false);
            ipi.done().run();
        }
        while (!cpu.work.isEmpty()) {
            cpu.work.remove().run();
        }
        out.interrupt(false);
    }

    private void schedule(Cpu cpu, boolean away) {
        Task prev = cpu.current;
        List<Task> ready = new ArrayList<>();
        for (Task task : tasks) {
            if (task.state == Task.State.RUNNABLE && task.cpu == null) {
                ready.add(task);
            }
        }
        boolean idles = ready.isEmpty() || random.nextInt(12) == 0;
        if (idles && (!away || prev == cpu.idle)) {
            return;
        }
        contextSwitch(cpu, prev, idles ? cpu.idle : ready.get(random.nextInt(ready.size())));
    }

    private void contextSwitch(Cpu cpu, Task prev, Task next) {
        String state = prev == cpu.idle
                ? "R"
                : switch (prev.state) {
                    case RUNNABLE -> "R+";
                    case SLEEPING -> "D";
                    case DEAD -> "X";
                };
        out.begin("sched_switch")
                .s("prev_comm", prev.comm)
                .d("prev_pid", prev.pid)
                .d("prev_prio", 120)
                .s("prev_state", state)
                .text("==>")
                .s("next_comm", next.comm)
                .d("next_pid", next.pid)
                .d("next_prio", 120)
                .end();
        Mm borrowed = prev.activeMm;
        Mm dropped = null;
        if (next.mm == null) {
            next.activeMm = borrowed;
            if (prev.mm != null && borrowed != null) {
                borrowed.count++;
            }
            tlbs.enterLazy(cpu);
        } else {
            tlbs.switchMm(cpu, next.mm);
            dropped = prev.mm == null ? borrowed : null;
        }
        if (prev.mm == null) {
            prev.activeMm = null;
        }
        prev.cpu = null;
        next.cpu = cpu;
        cpu.current = next;
        if (prev.state == Task.State.DEAD) {
            tasks.remove(prev);
        }
        at(cpu);
        if (prev.state == Task.State.DEAD) {
            out.begin("sched_process_free")
                    .s("comm", prev.comm)
                    .d("pid", prev.pid)
                    .d("prio", 120)
                    .end();
            prev.atEnd.run();
        }
        if (dropped != null) {
            drop(dropped);
        }
    }

    /** A CPU other than this one has borrowed the mm. */
    public boolean lazyOn(Mm mm, Cpu here) {
        return cpus.stream().anyMatch(cpu -> cpu != here && cpu.loaded == mm && cpu.lazy);
    }

    /** A CPU other than this one runs a task of the mm. */
    public boolean runsElsewhere(Mm mm, Cpu here) {
        return cpus.stream().anyMatch(cpu -> cpu != here && cpu.loaded == mm && !cpu.lazy);
    }

    /**
     * A CPU may still use what the mm's tables said before an event.
     *
     * @param lazy CPUs that have borrowed the mm count, too: they walk tables, and touch no page
     */
    public boolean stale(Mm mm, long event, boolean lazy) {
        return cpus.stream().anyMatch(cpu -> cpu.loaded == mm && cpu.flushed < event && (lazy || !cpu.lazy));
    }

    /** Every CPU does this soon, in an interrupt. */
    public void onEachCpu(Consumer<Task> work) {
        cpus.forEach(cpu -> cpu.work.add(() -> work.accept(cpu.current)));
    }

    /** mmdrop. */
    public void drop(Mm mm) {
        if (--mm.count == 0) {
            if (mm == init) {
                throw new IllegalStateException("init_mm freed");
            }
            freeMm.accept(mm);
        }
    }

    /** exec_mmap: the task's CPU loads the new mm. */
    public void activate(Task t, Mm mm) {
        t.mm = mm;
        t.activeMm = mm;
        tlbs.switchMm(t.cpu(), mm);
    }

    /** exit_mm: the mm is only borrowed from now on. */
    public void exitMm(Task t, Mm mm) {
        mm.count++;
        t.activeMm = mm;
        t.mm = null;
        tlbs.enterLazy(t.cpu());
    }
}
