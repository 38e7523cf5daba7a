package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.FileMapping;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** mmap_region: a new vma. */
public final class Mmap extends Path {

    private static final long MAY = 0x70;
    private static final long ACCOUNT = 0x100000;

    private final Mm mm;
    private final long start;
    private final long end;
    private final long flags;
    private final @Nullable FileMapping file;

    private Mmap(Kernel k, Task t, Mm mm, long start, long end, long flags, @Nullable FileMapping file) {
        super(k, t);
        this.mm = mm;
        this.start = start;
        this.end = end;
        this.flags = flags;
        this.file = file;
    }

    /**
     * Maps memory, or the beginning of a file, if the place is free.
     *
     * @param flags beside those that may be set later
     */
    public static void run(Kernel k, Task t, Mm mm, long start, long end, long flags, @Nullable FileMapping file) {
        Mmap map = new Mmap(k, t, mm, start, end, flags | MAY | (file == null ? ACCOUNT : 0), file);
        t.push(map.mmapLock(mm, true), map::region, map.mmapUnlock(mm, true));
    }

    private void region() {
        if (mm.vmas.subMap(start - (1 << 23), end).values().stream().anyMatch(vma -> vma.end > start)) {
            return;
        }
        Vma vma = k.vmas.alloc(mm, file);
        vma.start = start;
        vma.end = end;
        vma.flags = flags;
        if (file == null) {
            vma.pgoff = start >>> 12;
            then(() -> k.vmas.store(vma));
        } else {
            vma.pgoff = 0;
            then(
                    down(file.iMmap, true),
                    () -> {
                        k.vmas.store(vma);
                        file.vmas.add(vma);
                    },
                    up(file.iMmap));
        }
    }
}
