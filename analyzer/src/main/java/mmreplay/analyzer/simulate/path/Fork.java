package mmreplay.analyzer.simulate.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Flush;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** dup_mm: the child gets a copy of every vma, and of the entries of those that have an anon_vma. */
public final class Fork extends Path {

    private final Mm parent;
    private final Mm child;

    private Fork(Kernel k, Task t, Mm parent) {
        super(k, t);
        this.parent = parent;
        this.child = k.allocMm(parent, t.pid);
    }

    /**
     * fork.
     *
     * @param done gets the child's mm when it is complete
     */
    public static void run(Kernel k, Task t, Mm parent, Consumer<Mm> done) {
        Fork fork = new Fork(k, t, parent);
        t.push(fork::dupMmap, () -> done.accept(fork.child));
    }

    private void dupMmap() {
        Deque<Vma> todo = new ArrayDeque<>();
        then(
                mmapLock(parent, true),
                mmapLock(child, true),
                () -> {
                    todo.addAll(parent.vmas.values());
                    nextVma(todo);
                },
                mmapUnlock(child, true),
                flush(parent, 0, Flush.ALL, true),
                mmapUnlock(parent, true));
    }

    private void nextVma(Deque<Vma> todo) {
        Vma vma = todo.poll();
        if (vma == null) {
            return;
        }
        Vma copy = k.vmas.dup(vma, child);
        List<Step> steps = new ArrayList<>();
        steps.add(() -> anonVmaFork(vma, copy));
        steps.add(() -> {
            copy.flags &= ~(Vma.LOCKED | Vma.IO);
            child.vmas.put(copy.start, copy);
            k.vmas.event(copy, "fork", child, vma);
        });
        if (vma.file != null) {
            steps.add(down(vma.file.iMmap, true));
            steps.add(() -> vma.file.vmas.add(copy));
            steps.add(up(vma.file.iMmap));
        }
        if (vma.anonVma != null) {
            steps.add(() -> CopyPageRange.run(k, t, vma, copy));
        }
        steps.add(() -> nextVma(todo));
        then(steps.toArray(Step[]::new));
    }

    /** anon_vma_fork: links to all of the parent's, and an anon_vma of its own, or an idle ancestor's. */
    private void anonVmaFork(Vma vma, Vma copy) {
        AnonVma own = vma.anonVma;
        if (own == null) {
            return;
        }
        AnonVma[] reused = new AnonVma[1];
        then(
                down(own.lock(), true),
                () -> {
                    for (AnonVma anonVma : new ArrayList<>(vma.chain)) {
                        k.anonVmas.link(copy, anonVma);
                        if (reused[0] == null && anonVma.children < 2 && anonVma.activeVmas == 0) {
                            reused[0] = anonVma;
                        }
                    }
                    if (reused[0] != null) {
                        k.anonVmas.assign(copy, reused[0], "clone");
                    }
                },
                up(own.lock()),
                () -> {
                    if (reused[0] == null) {
                        newAnonVma(own, copy);
                    }
                });
    }

    private void newAnonVma(AnonVma parentsOwn, Vma copy) {
        AnonVma made = k.anonVmas.alloc();
        then(
                () -> {
                    k.anonVmas.adopt(made, parentsOwn);
                    k.anonVmas.assign(copy, made, "fork");
                },
                () -> then(down(made.lock(), true), () -> k.anonVmas.link(copy, made), up(made.lock())));
    }
}
