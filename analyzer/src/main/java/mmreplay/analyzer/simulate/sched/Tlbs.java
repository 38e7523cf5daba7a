package mmreplay.analyzer.simulate.sched;

import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.trace.Printer;

/** arch/x86/mm/tlb.c: which CPU has which mm loaded, and how it is told to flush. One ASID a CPU. */
public final class Tlbs {

    private static final long CEILING = 33L << 12;

    private final Printer out;
    private final Mm init;
    private final Bugs bugs;
    private final List<Cpu> cpus;

    Tlbs(Printer out, Mm init, List<Cpu> cpus, Bugs bugs) {
        this.bugs = bugs;
        this.out = out;
        this.init = init;
        this.cpus = cpus;
    }

    /** switch_mm_irqs_off. */
    void switchMm(Cpu cpu, Mm next) {
        Mm prev = cpu.loaded;
        boolean wasLazy = cpu.lazy;
        cpu.lazy = false;
        if (prev == next) {
            if (!wasLazy || cpu.gen == next.gen) {
                return;
            }
        } else {
            prev.cpumask &= ~cpu.bit();
            if (next != init) {
                next.cpumask |= cpu.bit();
            }
            cpu.loaded = next;
        }
        cpu.gen = next.gen;
        cpu.flushed = out.number();
        out.begin("tlb_flush").text("pages:-1 reason:flush on task switch (0)").end();
        out.begin("switch_mm")
                .x("prev", prev.address)
                .x("next", next.address)
                .d("asid", 0)
                .d("flush", 1)
                .d("lazy", wasLazy ? 1 : 0)
                .d("gen", next == init ? 0 : next.gen)
                .end();
    }

    void enterLazy(Cpu cpu) {
        if (cpu.loaded == init) {
            return;
        }
        cpu.lazy = true;
        out.begin("step")
                .x("mm", cpu.loaded.address)
                .x("addr", 0)
                .s("step", "enter_lazy_tlb")
                .x("pfn", 0)
                .d("result", 0)
                .end();
    }

    /** flush_tlb_func. */
    void flushHere(Cpu cpu, Flush flush, boolean local) {
        if (cpu.loaded == init) {
            return;
        }
        if (cpu.lazy) {
            switchMm(cpu, init);
            return;
        }
        if (flush.mm() != null && flush.mm() != cpu.loaded) {
            return;
        }
        Mm mm = cpu.loaded;
        if ((flush.gen() != 0 && flush.gen() <= cpu.gen) || cpu.gen == mm.gen) {
            return;
        }
        boolean range = flush.end() != Flush.ALL && flush.gen() == mm.gen;
        boolean part = range && (flush.gen() == cpu.gen + 1 || bugs.fire(Bug.TLB_4, mm));
        cpu.gen = mm.gen;
        cpu.flushed = part ? cpu.flushed : out.number();
        out.begin("tlb_flush_cpu")
                .x("mm", mm.address)
                .d("gen", mm.gen)
                .x("start", part ? flush.start() : 0)
                .x("end", part ? flush.end() : Flush.ALL)
                .d("full", part ? 0 : 1)
                .s("reason", local ? "local" : "ipi")
                .end();
        String reason =
                !local ? "remote shootdown (1)" : flush.mm() == null ? "local shootdown (2)" : "local mm shootdown (3)";
        out.begin("tlb_flush")
                .text("pages:" + (part ? (flush.end() - flush.start()) >> 12 : -1) + " reason:" + reason)
                .end();
    }

    /** inc_mm_tlb_gen, as flush_tlb_mm_range begins. */
    public Flush begin(Mm mm, long start, long end, boolean freedTables) {
        boolean all = end == Flush.ALL || end - start > CEILING;
        Flush flush = new Flush(mm, all ? 0 : start, all ? Flush.ALL : end, ++mm.gen, freedTables);
        out.begin("tlb_gen")
                .x("mm", mm.address)
                .d("gen", flush.gen())
                .x("start", flush.start())
                .x("end", flush.end())
                .x("cpumask", mm.cpumask)
                .d("freed_tables", freedTables ? 1 : 0)
                .end();
        return flush;
    }

    /** Sends it to the CPUs of the mask that are not lazy, or to all if tables were freed, flushes here, and waits. */
    public void send(Task t, Flush flush, long mask) {
        Cpu here = t.cpu();
        long others = mask & ~here.bit();
        int[] pending = new int[1];
        if (others != 0) {
            out.begin("tlb_flush")
                    .text("pages:" + (flush.end() == Flush.ALL ? -1 : (flush.end() - flush.start()) >> 12)
                            + " reason:remote ipi send (4)")
                    .end();
            for (Cpu cpu : cpus) {
                if ((others & cpu.bit()) != 0 && (flush.freedTables() || !cpu.lazy)) {
                    pending[0]++;
                    cpu.ipis.add(new Cpu.Ipi(flush, () -> pending[0]--));
                }
            }
        }
        if ((mask & here.bit()) != 0) {
            flushHere(here, flush, true);
        }
        if (pending[0] > 0) {
            t.preemptCount++;
            t.push(() -> {
                if (pending[0] > 0) {
                    t.again();
                } else {
                    t.preemptCount--;
                }
            });
        }
    }

    /** flush_tlb_mm_range: a step. */
    public Step flush(Task t, Mm mm, long start, long end, boolean freedTables) {
        return () -> {
            Flush flush = begin(mm, start, end, freedTables);
            t.push(() -> send(t, flush, mm.cpumask));
        };
    }

    /** Every CPU takes an interrupt: tlb_remove_table_sync_one. It prints nothing. */
    public Step sync() {
        return () -> {};
    }
}
