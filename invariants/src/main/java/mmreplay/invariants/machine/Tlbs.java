package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * What the CPUs' TLBs may hold that the page tables no longer say. Every CPU that has an mm loaded may walk its tables at any
 * time and keep what it found, until it flushes: so an entry that goes is from then on a {@link Stale} one for each such CPU.
 */
public final class Tlbs {

    /** CPUs are bits of a word. */
    private static final int MOST_CPUS = 64;

    private static final long HUGE_SIZE = 1L << 21;
    private static final long PAGE_SIZE = 1L << 12;
    private static final long PRESENT = 1;

    private final Touched touched;
    private final Mms mms;
    private final boolean emptyStart;
    private final StaleEntries entries;
    private TlbCpu[] cpus = new TlbCpu[0];
    private boolean tooManyCpus;
    /** mms that were allocated since everything was forgotten: only a CPU that was seen loading them has them loaded. */
    private final LongHashSet born = new LongHashSet();

    private final UnorderedPages unordered = new UnorderedPages();
    private final FlushOrder order = new FlushOrder(unordered::add);

    private final Long2LongHashMap generations = new Long2LongHashMap(Stale.NO_GENERATION);
    /** PTE tables that were seen being linked. */
    private final LongHashSet linked = new LongHashSet();
    /** PTE tables that were taken out, or moved elsewhere: what was reachable through them became stale then. */
    private final Long2ObjectHashMap<Stale> unhooked = new Long2ObjectHashMap<>();
    /** Tables of any level that were taken out: what the CPUs' paging-structure caches may still lead to. */
    private final Long2ObjectHashMap<Stale> tables = new Long2ObjectHashMap<>();
    /** Those of them that an mmu_gather is going to free. */
    private final LongHashSet gathered = new LongHashSet();

    private final ReplacedTables replaced = new ReplacedTables();

    Tlbs(Transitions transitions, Touched touched, Mms mms, boolean emptyStart) {
        this.touched = touched;
        this.mms = mms;
        this.emptyStart = emptyStart;
        entries = new StaleEntries(touched);
        transitions.on(EventKind.PTE_WRITE, this::write);
        transitions.on(EventKind.PMD_WRITE, this::write);
        transitions.on(EventKind.PT_LINK, this::link);
        transitions.on(EventKind.PT_UNLINK, this::unlink);
        transitions.on(EventKind.PT_FREE, this::freeTable);
        transitions.on(EventKind.PAGE_FREE, this::newLife);
        transitions.on(EventKind.PAGE_ALLOC, this::newLife);
        transitions.on(EventKind.MM, this::mm);
        transitions.on(EventKind.TLB_GEN, this::generation);
        transitions.on(EventKind.TLB_FLUSH_CPU, this::flush);
        transitions.on(EventKind.SWITCH_MM, this::switchMm);
        transitions.on(EventKind.LAZY, this::lazy);
        transitions.on(EventKind.SCHED_SWITCH, this::schedSwitch);
    }

    /** Stale translations to this page. */
    public List<Stale> of(long pfn) {
        long head = pfn & -StaleEntries.HUGE_PAGES;
        Stale small = entries.first(pfn);
        Stale huge = entries.first(head);
        if (small == null && huge == null) {
            return List.of();
        }
        List<Stale> all = new ArrayList<>();
        for (Stale s = small; s != null; s = s.next) {
            all.add(s);
        }
        for (Stale s = pfn == head ? null : huge; s != null; s = s.next) {
            if (s.range.pages() == StaleEntries.HUGE_PAGES) {
                all.add(s);
            }
        }
        return all;
    }

    /** {@link #of} says more than nothing. */
    public boolean mayBeStale(long pfn) {
        long head = pfn & -StaleEntries.HUGE_PAGES;
        return entries.first(pfn) != null || (pfn != head && entries.first(head) != null && !of(pfn).isEmpty());
    }

    /** Equal stamps do not tell whether all that was flushed of this page had been taken away before. */
    public boolean unordered(long pfn) {
        return unordered.has(pfn);
    }

    /** The page-table page that an mmu_gather took out, with the CPUs that may still walk it; null if it is none. */
    public @Nullable Stale table(long pfn) {
        return gathered.contains(pfn) ? tables.get(pfn) : null;
    }

    /** The PTE table that this entry of a PMD table held last, if it is empty since; null if it held none. */
    public @Nullable Stale replaced(long slot) {
        return replaced.find(slot);
    }

    /** Null for one that nothing is known of. */
    public @Nullable TlbCpu cpu(int c) {
        return c < cpus.length ? cpus[c] : null;
    }

    /** More of them than this model has bits for. */
    public boolean tooManyCpus() {
        return tooManyCpus;
    }

    int size() {
        return entries.size() + unhooked.size() + tables.size();
    }

    private @Nullable TlbCpu changing(MmEvent event) {
        int c = event.cpu();
        if (c < 0 || c >= MOST_CPUS) {
            tooManyCpus = true;
            return null;
        }
        if (c >= cpus.length) {
            int old = cpus.length;
            cpus = Arrays.copyOf(cpus, c + 1);
            for (int i = old; i <= c; i++) {
                cpus[i] = new TlbCpu(emptyStart);
            }
        }
        return cpus[c];
    }

    private void flush(MmEvent event) {
        TlbCpu cpu = changing(event);
        if (cpu == null) {
            return;
        }
        // flush_tlb_func leaves a lazy CPU to init_mm before it would come to flush
        shows(cpu, event, event.get(Field.MM), TlbCpu.Lazy.NO);
        cpu.flushed(event.time());
        touched.touch(Key.cpu(event.cpu()));
        long generation = generationOf(event);
        cpu.reached(generation, event.line());
        boolean full = event.is(Field.FULL);
        long start = full ? 0 : event.get(Field.START);
        long end = full ? -1 : event.get(Field.END, -1);
        order.flushed(event, event.get(Field.MM), start, end);
        entries.change(event.get(Field.MM), stale -> {
            if (stale.covers(start, end)) {
                stale.flushed(event.time(), event.cpu(), generation);
            }
        });
        reached(event);
    }

    private void generation(MmEvent event) {
        if (event.cpu() >= MOST_CPUS) {
            tooManyCpus = true;
        }
        long cpumask = event.get(Field.CPUMASK, -1);
        long start = event.get(Field.START);
        long end = event.get(Field.END, -1);
        order.flushed(event, event.get(Field.MM), start, end);
        entries.change(event.get(Field.MM), stale -> {
            if (stale.covers(start, end)) {
                stale.begun(event.time(), event.cpu(), cpumask);
            }
        });
        reached(event);
    }

    private static long generationOf(MmEvent event) {
        return event.get(Field.GEN, Stale.NO_GENERATION);
    }

    private void reached(MmEvent event) {
        long generation = generationOf(event);
        long mm = event.get(Field.MM);
        if (generation > generations.get(mm)) {
            generations.put(mm, generation);
        }
    }

    private void switchMm(MmEvent event) {
        TlbCpu cpu = changing(event);
        if (cpu == null) {
            return;
        }
        shows(cpu, event, event.get(Field.NEXT), TlbCpu.Lazy.NO);
        cpu.reached(generationOf(event), event.line());
        if (event.is(Field.FLUSH)) {
            cpu.flushed(event.time());
            order.flushed(event, event.get(Field.NEXT), 0, -1);
            entries.change(event.get(Field.NEXT), stale -> stale.loaded(event.time(), event.cpu()));
        }
    }

    private void lazy(MmEvent event) {
        TlbCpu cpu = changing(event);
        if (cpu != null) {
            shows(cpu, event, event.get(Field.MM), TlbCpu.Lazy.YES);
        }
    }

    private void shows(TlbCpu cpu, MmEvent event, long mm, TlbCpu.Lazy lazy) {
        if (cpu.shows(mm, lazy, event.line(), event.time())) {
            touched.touch(Key.cpu(event.cpu()));
        }
    }

    private void schedSwitch(MmEvent event) {
        TlbCpu cpu = changing(event);
        if (cpu != null) {
            cpu.switching((int) event.get(Field.PID), event.time());
            touched.touch(Key.cpu(event.cpu()));
        }
    }

    /** Some event came from this task on this CPU: if no switch_mm followed the scheduler's choice, the mm that was loaded is its own. */
    public void running(long line, int c, int pid) {
        if (c >= 0 && c < cpus.length && cpus[c].waitsFor(pid)) {
            TlbCpu cpu = cpus[c];
            cpu.runs(cpu.known() && cpu.mm() != 0 && mms.ofTask(pid) == cpu.mm(), line);
        }
    }

    private void mm(MmEvent event) {
        long mm = event.get(Field.MM);
        if (event.is(Field.HOW, Word.ALLOC)) {
            born.add(mm);
            generations.remove(mm);
        } else if (event.is(Field.HOW, Word.FREE)) {
            born.remove(mm);
            generations.remove(mm);
        }
    }

    private void write(MmEvent event) {
        long old = event.get(Field.OLD);
        long now = event.get(Field.NEW);
        int level = PageTables.level(event);
        boolean here = (now & PRESENT) != 0 && Pte.pfn(now) == Pte.pfn(old);
        if (level == 2 && !Pte.none(now)) {
            replaced.refilled(PageTables.slotOf(event));
        }
        if (!event.has(Field.OLD) || (old & PRESENT) == 0 || level > 2) {
            return;
        }
        long size = level == 1 ? PAGE_SIZE : HUGE_SIZE;
        long start = event.get(Field.ADDR) & -size;
        if (!Pte.leaf(old, level)) {
            if (!here) {
                replaced.put(PageTables.slotOf(event), unhook(event, Pte.pfn(old), start));
            }
            return;
        }
        if (Pte.special(old) || (here && Pte.leaf(now, level))) {
            return;
        }
        boolean huge = level == 2;
        long pfn = huge ? Pte.pfn(old) & -StaleEntries.HUGE_PAGES : Pte.pfn(old);
        Stale.Range range =
                new Stale.Range(event.get(Field.MM), start, start + size, pfn, huge ? StaleEntries.HUGE_PAGES : 1);
        order.unmapped(event, range.mm(), pfn, start);
        long table = event.get(Field.PT);
        Stale out = huge ? null : unhooked.get(table);
        if (out != null) {
            add(out.ofPage(range));
        }
        if (huge) {
            add(stale(event, range, Tri.YES));
        } else if (out == null || linked.contains(table)) {
            add(stale(event, range, emptyStart || linked.contains(table) ? Tri.YES : Tri.UNKNOWN));
        }
    }

    private void add(Stale stale) {
        if (stale.cpus() != 0) {
            entries.add(stale);
        }
    }

    private Stale stale(MmEvent event, Stale.Range range, Tri reachable) {
        long mm = range.mm();
        boolean unseenAreClean = emptyStart || born.contains(mm);
        long may = 0;
        long unordered = 0;
        long unknown = unseenAreClean || cpus.length == MOST_CPUS ? 0 : -1L << cpus.length;
        for (int c = 0; c < cpus.length; c++) {
            TlbCpu cpu = cpus[c];
            long bit = 1L << c;
            if (!cpu.known() && !unseenAreClean) {
                unknown |= bit;
            } else if (cpu.known() && cpu.mm() == mm) {
                may |= bit;
            }
            if (cpu.time() == event.time() && c != event.cpu()) {
                unordered |= bit;
            }
        }
        Stale.Store store = new Stale.Store(event.line(), event.time(), event.cpu(), generations.get(mm));
        return new Stale(store, range, reachable, may, unknown, unordered);
    }

    /** Entries of a table that is taken out are stale from here on, whenever they are cleared. */
    private Stale unhook(MmEvent event, long table, long start) {
        Stale.Range range = new Stale.Range(event.get(Field.MM), start, start + HUGE_SIZE, table, 0);
        Stale stale = stale(event, range, Tri.YES);
        unhooked.put(table, stale);
        linked.remove(table);
        add(stale);
        takeOut(event, table);
        return stale;
    }

    /** INVLPG of any address drops the whole paging-structure cache: every flush of the mm covers a table. */
    private void takeOut(MmEvent event, long table) {
        Stale stale = stale(event, new Stale.Range(event.get(Field.MM), Long.MAX_VALUE, 0, table, 0), Tri.YES);
        tables.put(table, stale);
        add(stale);
    }

    private void freeTable(MmEvent event) {
        if (!event.is(Field.HOW, Word.GATHER)) {
            return; // pte_free: a table that was never linked, or was deposited long ago
        }
        long table = event.get(Field.PFN);
        if (!tables.containsKey(table)) {
            takeOut(event, table); // free_pmd_range and free_pud_range say only that they free
        }
        gathered.add(table);
    }

    private void unlink(MmEvent event) {
        if (event.get(Field.LEVEL) == 1) {
            unhook(event, event.get(Field.PFN), event.get(Field.ADDR) & -HUGE_SIZE);
        }
    }

    private void link(MmEvent event) {
        if (event.get(Field.LEVEL) != 1) {
            return;
        }
        replaced.refilled(PageTables.upperSlotOf(event));
        long table = event.get(Field.PFN);
        Stale out = unhooked.get(table);
        if (out != null && out.cpus() == 0) {
            unhooked.remove(table);
        }
        linked.add(table);
        tables.remove(table);
        gathered.remove(table);
    }

    private void newLife(MmEvent event) {
        long first = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        if (!PageOrder.valid(order)) {
            return;
        }
        long count = 1L << order;
        entries.dropPages(first, count);
        unordered.drop(first, count);
        if (order == 0) {
            unhooked.remove(first);
            linked.remove(first);
            replaced.freed(first);
            tables.remove(first);
            gathered.remove(first);
        }
    }

    void forget() {
        cpus = new TlbCpu[0];
        born.clear();
        unordered.clear();
        generations.clear();
        linked.clear();
        unhooked.clear();
        tables.clear();
        replaced.clear();
        gathered.clear();
        entries.clear();
    }
}
