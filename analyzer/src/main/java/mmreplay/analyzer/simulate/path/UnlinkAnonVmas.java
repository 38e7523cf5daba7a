package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.RwSem;
import mmreplay.analyzer.simulate.sched.Task;

/** unlink_anon_vmas and unlink_file_vma: the rmap does not find the vma any more. */
final class UnlinkAnonVmas extends Path {

    private final Vma vma;
    private final List<AnonVma> empty = new ArrayList<>();

    private UnlinkAnonVmas(Kernel k, Task t, Vma vma) {
        super(k, t);
        this.vma = vma;
    }

    static void run(Kernel k, Task t, Vma vma) {
        UnlinkAnonVmas path = new UnlinkAnonVmas(k, t, vma);
        path.file();
        path.anon();
    }

    private void anon() {
        if (vma.chain.isEmpty()) {
            return;
        }
        RwSem lock = vma.chain.get(0).lock();
        then(down(lock, true), this::unlink, up(lock), () -> empty.forEach(k.anonVmas::put));
    }

    private void unlink() {
        List<AnonVma> chain = new ArrayList<>(vma.chain);
        for (int i = chain.size() - 1; i >= 0; i--) {
            AnonVma anonVma = chain.get(i);
            k.anonVmas.unlink(vma, anonVma);
            if (anonVma.vmas.isEmpty()) {
                anonVma.parent.children--;
                empty.add(anonVma);
            }
        }
        k.anonVmas.clear(vma);
    }

    private void file() {
        if (vma.file == null) {
            return;
        }
        RwSem lock = vma.file.iMmap;
        then(down(lock, true), () -> vma.file.vmas.remove(vma), up(lock));
    }
}
