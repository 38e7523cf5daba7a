package mmreplay.analyzer.simulate.mm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.sched.Locks;
import mmreplay.analyzer.simulate.sched.Machine;
import mmreplay.analyzer.simulate.sched.Task;
import mmreplay.analyzer.simulate.sched.Tlbs;
import mmreplay.analyzer.simulate.trace.Printer;
import org.jspecify.annotations.Nullable;

/** All that the kernel's paths work on. */
public final class Kernel {

    private static final long INIT_MM = 0xffffffff81cf48e0L;
    private static final int SMALL_PAGES = 3000;
    private static final int HUGE_PAGES = 26;
    private static final int SWAP_SLOTS = 160;

    public final Printer out;
    public final SplittableRandom random;
    public final Bugs bugs;
    public final Machine machine;
    public final Locks locks;
    public final Tlbs tlbs;
    public final Frames frames;
    public final Lru lru;
    public final SwapArea swap;
    public final Rmap rmap;
    public final Tables tables;
    public final AnonVmas anonVmas;
    public final Vmas vmas;
    public final List<Mm> mms = new ArrayList<>();
    /** Pages that KSM has merged, and those of them that are freed but whose nodes are still there. */
    public final List<Page> ksmPages = new ArrayList<>();

    /** ksmd is at work on two pages. */
    public boolean ksmBusy;

    /** An address that other threads are to touch, and reclaim to take, while a planted bug waits for it. */
    public @Nullable Hot hot;

    /** An address whose page migration is copying, while a planted bug waits for somebody to mlock it. */
    public @Nullable Hot copied;

    /** The tasks of this mm compute, and enter the kernel by no system call: a planted bug needs CPUs that use its entries. */
    public @Nullable Mm computing;

    /** Where a planted bug waits. */
    public record Hot(Mm mm, long addr, Task by) {}

    public final List<FileMapping> files = new ArrayList<>();

    private final Mm init = new Mm(INIT_MM, null);
    private final Slab mmSlab = new Slab(0xffff888003450000L, 0x700);
    private final Slab nodeSlab = new Slab(0xffff888007000000L, 0x40);

    public Kernel(Printer out, SplittableRandom random, Bugs bugs, int cpus) {
        this.out = out;
        this.random = random;
        this.bugs = bugs;

        init.count = Integer.MAX_VALUE / 2;
        machine = new Machine(out, random.split(), init, cpus, bugs, this::freeMm);
        locks = machine.locks();
        tlbs = machine.tlbs();
        frames = new Frames(out, SMALL_PAGES, HUGE_PAGES);
        lru = new Lru(out, frames, locks, bugs, 0xffff888003618068L);
        swap = new SwapArea(out, SWAP_SLOTS);
        rmap = new Rmap(out, bugs);
        tables = new Tables(out, frames, new Slab(0xffff888004be0000L, 0x48));
        anonVmas = new AnonVmas(out, new Slab(0xffff888003f07000L, 0xe8));
        vmas = new Vmas(out, new Slab(0xffff888005016000L, 0x98));
        for (int i = 0; i < 3; i++) {
            files.add(new FileMapping(0xffff88800d656000L + i * 0x400L));
        }
    }

    /** mm_alloc. */
    public Mm allocMm(Mm parent, int pid) {
        Page pgd = frames.alloc(false);
        Mm mm = new Mm(mmSlab.alloc(), pgd);
        mms.add(mm);
        mmEvent(mm, "alloc", parent, pid);
        return mm;
    }

    public void mmEvent(Mm mm, String op, Mm parent, int pid) {
        out.begin("mm")
                .s("op", op)
                .x("mm", mm.address)
                .x("pgd_pfn", mm.pgd == null ? 0 : mm.pgd.pfn)
                .x("mmap_lock", mm.mmapLock.address)
                .x("page_table_lock", mm.pageTableLock.address)
                .x("parent_mm", parent.address)
                .d("by_pid", pid)
                .end();
    }

    private void freeMm(Mm mm) {
        mmEvent(mm, "free", mm, out.pid());
        mms.remove(mm);
        mmSlab.free(mm.address);
        if (mm.pgd != null) {
            mm.pgd.refs = 0;
            frames.free(mm.pgd);
        }
    }

    public Mm init() {
        return init;
    }

    public StableNode newStableNode() {
        return new StableNode(nodeSlab.alloc());
    }

    public void freeStableNode(StableNode node) {
        nodeSlab.free(node.address);
    }

    /** Pages that reclaim takes before others: what KSM has merged, and what a planted bug waits for. */
    public List<Page> preferred(Task t) {
        List<Page> taken = new ArrayList<>();
        Hot place = hot;
        if (place != null) {
            long pte = place.mm.pte(place.addr);
            if (Pte.isPresent(pte) && lru.isolate(t, page(pte), "isolate")) {
                taken.add(page(pte));
            }
        }
        for (Page page : ksmPages) {
            if (page.refs > 0 && page.stableNode != null && taken.size() < 3 && lru.isolate(t, page, "isolate")) {
                taken.add(page);
            }
        }
        return taken;
    }

    /** One page of a VM_LOCKED vma, isolated as reclaim would isolate it. */
    public List<Page> someMlocked(Task t) {
        for (Mm mm : mms) {
            for (Vma vma : mm.vmas.values()) {
                for (long addr = vma.start; vma.is(Vma.LOCKED) && !vma.is(Vma.IO) && addr < vma.end; addr += 4096) {
                    long pte = mm.pte(addr);
                    Page page = Pte.isPresent(pte) ? page(pte) : null;
                    if (page != null && lru.isolateMlocked(t, page) != null) {
                        return List.of(page);
                    }
                }
            }
        }
        return List.of();
    }

    /** One time in {@code n}. */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Is PTE-level walk code allowed to look: the page that a present entry maps. */
    public Page page(long pte) {
        return frames.page(Pte.pfn(pte));
    }

    /** A new anonymous page, uptodate. */
    public Page allocAnon() {
        Page page = frames.alloc(true);
        page.uptodate = true;
        lru.flag(page, "uptodate", 1, "__mark");
        return page;
    }
}
