package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
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
        AnonVma own = vma.anonVma;
        if (own != null && own.readers > 0 && own.vmas.size() == 1 && own.refs == 1 && fire(Bug.AV_5, own)) {
            then(this::unlink, this::dropEmpty);
        } else {
            then(down(lock, true), this::unlink, up(lock), this::dropEmpty);
        }
    }

    private void dropEmpty() {
        AnonVma last = empty.isEmpty() ? null : empty.get(empty.size() - 1);
        if (last != null && empty.size() > 1 && last == last.root && fire(Bug.AV_3, last)) {
            k.anonVmas.free(last);
        }
        for (AnonVma anonVma : empty) {
            if (!anonVma.freed) {
                k.anonVmas.put(anonVma);
            }
        }
    }

    private void unlink() {
        List<AnonVma> chain = new ArrayList<>(vma.chain);
        for (int i = chain.size() - 1; i >= 0; i--) {
            AnonVma anonVma = chain.get(i);
            k.anonVmas.unlink(vma, anonVma);
            boolean early =
                    !anonVma.vmas.isEmpty() && anonVma != anonVma.root && anonVma.refs == 1 && fire(Bug.AV_2, anonVma);
            if ((anonVma.vmas.isEmpty() && !anonVma.freed) || early) {
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
