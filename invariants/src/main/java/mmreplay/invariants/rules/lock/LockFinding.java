package mmreplay.invariants.rules.lock;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MMAP_LOCKS;
import static mmreplay.traces.event.FactClass.RWSEMS;

import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.PageLocks;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** The finding that a lock is waited for under one that the order puts inside it; the same for every rule that sees it. */
final class LockFinding {

    /** What is held was seen to be taken; that it is not released yet needs every release, and that nothing else is, lockdep. */
    static final FactSet BY_LOCKS = FactSet.of(LOCKS);

    private static final FactSet BY_PAGE_LOCK = FactSet.of(LOCKS, FOLIO_LOCK);
    private static final FactSet BY_RWSEMS = FactSet.of(RWSEMS, MMAP_LOCKS);
    private static final FactSet BY_RWSEMS_AND_PAGE_LOCK = FactSet.of(RWSEMS, MMAP_LOCKS, FOLIO_LOCK);

    private LockFinding() {}

    /** What a verdict at this event rests on, as far as the locks go that it shows. */
    static FactSet by(MmEvent event) {
        return LockChain.byProbes(event) ? BY_RWSEMS : BY_LOCKS;
    }

    static FactSet byPageLock(MmEvent event) {
        return LockChain.byProbes(event) ? BY_RWSEMS_AND_PAGE_LOCK : BY_PAGE_LOCK;
    }

    static Draft inverted(MmEvent event, LockChain chain, Hold hold) {
        return draft(event, chain, hold.kind())
                .key("held", hold.lock())
                .proof(
                        hold.line(),
                        "held",
                        LockOrder.name(hold.kind()) + " is taken, and not released before the trigger");
    }

    static Draft invertedToPage(MmEvent event, LockChain chain, PageLocks.Locked page) {
        return draft(event, chain, Word.PAGE_LOCK)
                .key("held", page.pfn())
                .proof(page.line(), "held", "the page lock is taken, and nobody unlocks the page before the trigger");
    }

    /** The cause that all such waits share. */
    static String root(Word held, Word wanted) {
        return "lock order: " + held + " before " + wanted;
    }

    private static String scenario(Word held, String inner, String outer) {
        return held == Word.RCU_READ
                ? ": a read section that sleeps keeps every grace period from ending."
                : ", which the kernel takes inside it. CPU 0 holds " + inner + " and waits for " + outer
                        + "; CPU 1, in the documented order, holds " + outer + " and waits for " + inner + ".";
    }

    private static Draft draft(MmEvent event, LockChain chain, Word held) {
        String inner = LockOrder.name(held);
        String outer = LockOrder.name(chain.wanted());
        return Draft.hazard("lock_order")
                .key("wanted", chain.lock())
                .root(root(held, chain.wanted()))
                .says("pid " + event.pid() + " takes " + outer + ", waiting if need be, while it holds " + inner
                        + scenario(held, inner, outer))
                .proof(event.line(), "trigger", outer + " is taken, and not by a trylock");
    }
}
