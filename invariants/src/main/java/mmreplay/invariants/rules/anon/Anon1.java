package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/** A writer of an anonymous page's mapping holds the page lock, unless the page is newly allocated and its own. */
public final class Anon1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-1",
            "whoever writes an anonymous page's mapping holds the page lock, unless the page is newly allocated",
            "S1 (2010-08)",
            List.of(EventKind.MAPPING_SET),
            FactSet.of(MAPPING, PAGE_LIFE, RMAP, FOLIO_LOCK));

    private static final FactSet BY_LOCK = FactSet.of(FOLIO_LOCK);
    private static final FactSet BY_BIRTH = FactSet.of(PAGE_LIFE, RMAP);
    private static final FactSet NOT_FRESH = FactSet.of(PAGE_LIFE);
    private static final FactSet NEITHER = FactSet.of(PAGE_LIFE, FOLIO_LOCK);
    private static final long HUGE_HEAD = ~511L;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!MappingWrite.toAnon(event)) {
            return;
        }
        long pfn = event.get(Field.PFN);
        Page page = machine.folios().find(pfn);
        long about = Key.page(pfn);
        if (page != null && fresh(page, event)) {
            judge.pass(BY_BIRTH, about);
            return;
        }
        // __split_huge_page_tail: a tail has no lock of its own until the head's is copied to it
        Page holder = event.is(Field.HOW, Word.SPLIT) ? machine.folios().find(pfn & HUGE_HEAD) : page;
        boolean ours = holder != null && holder.locked() == Tri.YES && holder.lockPid() == event.pid();
        if (event.has(Field.LOCKED) ? event.is(Field.LOCKED) && ours : ours) {
            judge.pass(BY_LOCK, about, Key.page(holder == null ? pfn : holder.pfn()));
        } else if (page != null && unlocked(event, page) && usedBefore(page, event)) {
            judge.found(finding(event, page), event.has(Field.LOCKED) ? NOT_FRESH : NEITHER, about);
        } else if (page != null && lockedByAnother(event, page) && usedBefore(page, event)) {
            judge.found(finding(event, page), NEITHER, about);
        } else {
            judge.unknown(about);
        }
    }

    /** The bit is set, but by a task that is not this writer: that keeps nobody else from writing. */
    private static boolean lockedByAnother(MmEvent event, Page page) {
        return !event.is(Field.HOW, Word.SPLIT)
                && page.locked() == Tri.YES
                && page.lockPid() >= 0
                && page.lockPid() != event.pid();
    }

    /** Nobody else can know the page yet: allocated here by this task, never mapped, never in a cache. */
    private static boolean fresh(Page page, MmEvent event) {
        return page.born()
                && !page.everMapped()
                && !page.everCached()
                && !page.touchedByOthers()
                && page.allocPid() == event.pid();
    }

    private static boolean unlocked(MmEvent event, Page page) {
        return event.has(Field.LOCKED) ? !event.is(Field.LOCKED) : page.locked() == Tri.NO;
    }

    private static boolean usedBefore(Page page, MmEvent event) {
        return page.everMapped()
                || page.inCache() == Tri.YES
                || (page.sampleLine() == event.line() && page.sampledCount() > 0);
    }

    private static Draft finding(MmEvent event, @Nullable Page page) {
        long pfn = event.get(Field.PFN);
        Draft draft = Draft.hazard("page")
                .key("pfn", pfn)
                .says("Task " + event.pid() + " writes the mapping of page " + Draft.hex(pfn)
                        + " without holding the page lock, and the page is not new: another writer may do the same at the same"
                        + " time.");
        if (page != null) {
            draft.proof(page.bornLine(), "allocated", "the page is allocated")
                    .proof(page.rmapLine(), "mapped", "it was mapped before, so it is not new")
                    .proof(page.lockLine(), "lock", "the last that happened to its page lock");
        }
        return draft.proof(event.line(), "trigger", "its mapping is written by a task that does not hold its lock");
    }
}
