package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** __anon_vma_prepare: a vma gets its first anon_vma, or a neighbour's. */
final class AnonVmaPrepare extends Path {

    private final Vma vma;
    private final AnonVma anonVma;
    private final boolean allocated;

    private AnonVmaPrepare(Kernel k, Task t, Vma vma, AnonVma anonVma, boolean allocated) {
        super(k, t);
        this.vma = vma;
        this.anonVma = anonVma;
        this.allocated = allocated;
    }

    static void run(Kernel k, Task t, Vma vma) {
        if (vma.anonVma != null) {
            return;
        }
        new AnonVmaPrepare(k, t, vma, k.anonVmas.alloc(), true).start();
    }

    private void start() {
        then(
                down(anonVma.lock(), true),
                lock(vma.mm.pageTableLock),
                () -> {
                    if (vma.anonVma == null) {
                        k.anonVmas.link(vma, anonVma);
                        k.anonVmas.assign(vma, anonVma, "prepare");
                    }
                },
                unlock(vma.mm.pageTableLock),
                up(anonVma.lock()),
                () -> {
                    if (vma.anonVma != anonVma && allocated) {
                        k.anonVmas.put(anonVma);
                    }
                });
    }
}
