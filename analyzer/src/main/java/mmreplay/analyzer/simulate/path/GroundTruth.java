package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** The account that a workload writes of itself: /proc/self/pagemap and smaps of one vma. */
public final class GroundTruth {

    private static final int PAGES = 16;

    private GroundTruth() {}

    /** Many events, and nothing in between. */
    public static void write(Kernel k, Task t, Mm mm, Vma vma) {
        if (Pte.isHuge(mm.pmd(vma.start)) && !Pte.isPresent(mm.pmd(vma.start))) {
            return;
        }
        long end = Math.min(vma.end, vma.start + PAGES * 4096L);
        String pid = " pid=" + t.pid;
        String lo = hex(vma.start);
        line(
                k,
                "begin label=quiet" + pid + " tid=" + t.pid + " lo=" + lo + " hi=" + hex(end) + " pages="
                        + ((end - vma.start) >> 12));
        line(
                k,
                "vma" + pid + " start=" + lo + " end=" + hex(vma.end)
                        + " perms=rw-p pgoff=0x0 ino=0 rss=0 locked=0 vmflags=rd,mr,mw,me,ac"
                        + (vma.is(Vma.LOCKED) ? ",lo" : "") + " path=-");
        for (long addr = vma.start; addr < end; addr += 4096) {
            line(k, "pagemap" + pid + " va=" + hex(addr) + page(k, mm, addr));
        }
        line(k, "end label=quiet" + pid);
    }

    private static String page(Kernel k, Mm mm, long addr) {
        long pmd = mm.pmd(addr);
        long pte = Pte.isHuge(pmd) ? pmd + ((addr >>> 12 & 511) << 12) : mm.pte(addr);
        if (Pte.isPresent(pte)) {
            Page page = k.page(pte);
            int mapcount = page.mapcount + page.head.compoundMapcount;
            long flags = page.head.mlocked ? 1L << 33 : 0;
            long pfn = page.pfn + (k.bugs.fire(Bug.TRUTH, page) ? 1 : 0);
            return " pfn=" + hex(pfn) + " present=1 swap=0 file=" + (page.anon() ? 0 : 1) + " excl="
                    + (mapcount == 1 ? 1 : 0) + " sd=0 mapcount=" + mapcount + " flags=" + hex(flags);
        }
        if (pte == 0) {
            return " pfn=0x0 present=0 swap=0 file=0 excl=0 sd=0";
        }
        return " pfn=0x0 present=0 swap=1 swtype=" + Pte.swapType(pte) + " swoff=" + hex(Pte.swapOffset(pte))
                + " file=0 excl=0 sd=0";
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static void line(Kernel k, String text) {
        k.out.begin("tracing_mark_write").text("GT " + text).end();
    }
}
