package mmreplay.invariants.rules.lock;

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
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * The page lock is a bit of the page and has no owner: an interrupt at the end of I/O may clear it for the task that set it. But
 * only a bit that is set may be cleared. A second unlock takes the lock from whoever got it in between.
 */
public final class Lock2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "LOCK-2",
            "only a page that is locked is unlocked, by whatever task or interrupt",
            "S1 (2010-08)",
            List.of(EventKind.FOLIO_UNLOCK),
            FactSet.of(FactClass.FOLIO_LOCK));

    private static final FactSet BY_LOCK = FactSet.of(FactClass.FOLIO_LOCK);
    private static final int NOBODY = -1;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long about = Key.page(event.get(Field.PFN));
        Page page = machine.folios().find(event.get(Field.PFN));
        if (event.has(Field.WAS_LOCKED)) {
            // the kernel's own bit at that moment: no history is needed
            if (event.is(Field.WAS_LOCKED)) {
                judge.pass(FactSet.NONE);
            } else {
                judge.found(finding(event, page), FactSet.NONE);
            }
        } else if (page == null || page.locked() == Tri.UNKNOWN) {
            judge.unknown(about);
        } else if (page.locked() == Tri.NO) {
            judge.found(finding(event, page), BY_LOCK, about);
        } else if (page.lockPid() == NOBODY) {
            // a failed try showed the bit, and it may have been cleared since
            judge.unknown(about);
        } else {
            judge.pass(BY_LOCK, about);
        }
    }

    private static Draft finding(MmEvent event, @Nullable Page page) {
        long pfn = event.get(Field.PFN);
        Draft draft = Draft.violation("page")
                .key("pfn", pfn)
                .says("pid " + event.pid() + " unlocks page " + Draft.hex(pfn)
                        + ", which is not locked: whoever locks it now may lose the lock to such an unlock.");
        if (page != null && page.locked() == Tri.NO) {
            draft.proof(page.lockLine(), "unlocked", "the page is unlocked, and nobody locks it after that");
        }
        return draft.proof(event.line(), "trigger", "the page is unlocked");
    }
}
