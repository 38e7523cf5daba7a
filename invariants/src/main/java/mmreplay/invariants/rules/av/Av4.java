package mmreplay.invariants.rules.av;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * A reader without the page lock gets hold of a page's anon_vma by its lock or a reference, and only then looks whether the page
 * is mapped. One that looked before, or not at all, has an anon_vma that may be another page's by now.
 */
public final class Av4 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "AV-4",
            "who gets hold of a page's anon_vma has seen the page mapped after that",
            "S1 (2010-08), S5 (2011-05)",
            List.of(EventKind.AV_READ_BEGIN, EventKind.LOCK_ACQUIRE, EventKind.AV_REF, EventKind.AV_READER),
            FactSet.of(RMAP, PAGE_LIFE));

    private static final FactSet BY_LOCK = FactSet.of(FOLIO_LOCK);
    private static final FactSet BY_COUNT = FactSet.of(RMAP, PAGE_LIFE);

    /**
     * Where the reader took the lock or the reference: the look that counts came later. Not so if it {@code waited}:
     * folio_lock_anon_vma_read takes a reference (atomic_inc_not_zero, which no event shows), looks, and only then sleeps for the lock.
     */
    private record Hold(long line, long time, boolean waited) {}

    private Int2ObjectHashMap<Hold> holds = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case AV_READ_BEGIN -> hold(event, false);
            case LOCK_ACQUIRE -> {
                if (event.is(Field.HOW, Word.ANON_VMA_RWSEM)) {
                    hold(event, !event.is(Field.TRY));
                }
            }
            case AV_REF -> {
                if (event.is(Field.HOW, Word.GET)) {
                    hold(event, false);
                }
            }
            case AV_READER -> {
                if (!lockedPage(event, machine, judge)) {
                    got(event, machine, judge);
                }
                holds.remove(event.pid());
            }
            default -> {}
        }
    }

    private void hold(MmEvent event, boolean waited) {
        holds.put(event.pid(), new Hold(event.line(), event.time(), waited));
    }

    /** True if it gave a verdict. Later kernels walk the rmap of locked pages alone; in older ones the reader needs no page lock. */
    private static boolean lockedPage(MmEvent event, Machine machine, Judge judge) {
        Page page = machine.folios().find(event.get(Field.PFN));
        Tri locked = page == null ? Tri.UNKNOWN : page.locked();
        if (machine.eras().has(Era.RMAP_WALK_LOCKED) != Tri.YES || locked == Tri.YES) {
            return false;
        }
        long about = Key.page(event.get(Field.PFN));
        if (page == null || locked == Tri.UNKNOWN) {
            judge.unknown(about);
        } else {
            judge.found(unlocked(event, page), BY_LOCK, about);
        }
        return true;
    }

    private static Draft unlocked(MmEvent event, Page page) {
        return Draft.hazard("page")
                .key("pfn", page.pfn())
                .key("anon_vma", event.get(Field.ANON_VMA))
                .says("pid " + event.pid() + " gets anon_vma " + Draft.hex(event.get(Field.ANON_VMA)) + " from page "
                        + Draft.hex(page.pfn())
                        + " while nobody has the page locked: in this kernel its mapping may change meanwhile.")
                .proof(page.lockLine(), "lock", "the last that happened to its lock")
                .proof(event.line(), "trigger", "it goes on with the anon_vma");
    }

    private void got(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        long[] about = {Key.page(pfn), Key.task(event.pid())};
        if (event.is(Field.MAPPED)) {
            judge.pass(FactSet.NONE); // the event looked, too
            return;
        }
        Page page = machine.folios().find(pfn);
        Hold hold = holds.get(event.pid());
        boolean parts = page != null && (page.everCompound() || machine.folios().inBlock(pfn));
        if (page != null && page.mapped() == Tri.YES) {
            judge.pass(BY_COUNT, about);
        } else if (page == null || hold == null || parts || page.mapped() == Tri.UNKNOWN) {
            judge.unknown(about);
        } else if (page.rmapTime() == hold.time) {
            judge.inconclusive(Why.CLOCK, about); // unmapped before the reader came for it, or after
        } else if (page.rmapLine() > hold.line) {
            judge.pass(BY_COUNT, about); // unmapped since: the anon_vma is stale, and the reader's walk finds nothing
        } else if (hold.waited) {
            judge.inconclusive(Why.UNOBSERVED, about); // whether it looked before it slept does not show
        } else {
            judge.found(finding(event, page, hold), BY_COUNT, about);
        }
    }

    private static Draft finding(MmEvent event, Page page, Hold hold) {
        return Draft.violation("page")
                .key("pfn", page.pfn())
                .key("anon_vma", event.get(Field.ANON_VMA))
                .says("pid " + event.pid() + " gets anon_vma " + Draft.hex(event.get(Field.ANON_VMA)) + " from page "
                        + Draft.hex(page.pfn())
                        + ", which was not mapped any more when it came for it: the anon_vma may"
                        + " have been freed, and given out again.")
                .proof(page.rmapLine(), "unmapped", "the page's last mapping goes")
                .proof(hold.line, "held", "only now the reader gets the lock or the reference")
                .proof(event.line(), "trigger", "it goes on with the anon_vma");
    }

    @Override
    public void died(int pid) {
        holds.remove(pid);
    }

    @Override
    public void forget() {
        holds = new Int2ObjectHashMap<>();
    }
}
