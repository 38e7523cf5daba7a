package mmreplay.analyzer.simulate.sched;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import mmreplay.analyzer.simulate.mm.Mm;
import org.jspecify.annotations.Nullable;

/** A task: the steps that it has still to take, and where it stands with the scheduler. */
public final class Task {

    /** As the scheduler sees it. */
    public enum State {
        RUNNABLE,
        SLEEPING,
        DEAD
    }

    public final int pid;
    public final int tgid;
    public String comm;
    /** What it runs on: null for a kernel thread, and from exit_mm on. */
    public @Nullable Mm mm;
    /** What its CPU has borrowed for it while {@link #mm} is null. */
    public @Nullable Mm activeMm;

    State state = State.RUNNABLE;
    /** The CPU that it runs on, or null. */
    @Nullable
    Cpu cpu;
    /** Spinlocks held and preemption disabled: it is not scheduled away. */
    int preemptCount;

    private final Deque<Step> steps = new ArrayDeque<>();
    Runnable atEnd = () -> {};
    private boolean again;
    /** The next quantum's program, asked for when there are no steps left. */
    final Step program;

    /** Pages whose TLB flush reclaim has put off: the CPUs to be told, as a mask. */
    public long batchMask;

    public boolean batchWritable;
    public boolean batched;
    /** How many batches it has flushed. */
    public int batches;
    /** It computes in user space, and keeps its CPU for a long time. */
    public boolean computes;
    /** Held by this task, in order: for asserts of the simulator itself. */
    final List<Object> held = new ArrayList<>();

    Task(int pid, int tgid, String comm, @Nullable Mm mm, Step program) {
        this.pid = pid;
        this.tgid = tgid;
        this.comm = comm;
        this.mm = mm;
        this.activeMm = mm;
        this.program = program;
    }

    /** These steps come next, in this order, before all that was pushed earlier. */
    public void push(Step... next) {
        for (int i = next.length - 1; i >= 0; i--) {
            steps.push(next[i]);
        }
    }

    /** The step that runs now did not get what it needs: it is run anew. */
    public void again() {
        again = true;
    }

    /** The step that runs now is run anew when somebody wakes this task. */
    public void sleep() {
        again = true;
        state = State.SLEEPING;
    }

    public void wake() {
        if (state == State.SLEEPING) {
            state = State.RUNNABLE;
        }
    }

    public boolean dead() {
        return state == State.DEAD;
    }

    /**
     * The task ends.
     *
     * @param gone is run when no CPU runs it any more
     */
    public void die(Runnable gone) {
        state = State.DEAD;
        atEnd = gone;
    }

    public boolean kernelThread() {
        return mm == null;
    }

    /** The CPU that it runs on. */
    public Cpu cpu() {
        if (cpu == null) {
            throw new IllegalStateException(comm + " runs nowhere");
        }
        return cpu;
    }

    boolean idleSteps() {
        return steps.isEmpty();
    }

    void step() {
        Step step = steps.isEmpty() ? program : steps.pop();
        again = false;
        step.run();
        if (again) {
            steps.push(step);
        }
    }

    /** It holds no lock. */
    public boolean unlocked() {
        return held.isEmpty();
    }

    @Override
    public String toString() {
        return comm + "-" + pid + held;
    }
}
