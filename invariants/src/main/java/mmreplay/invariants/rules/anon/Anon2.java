package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** A "new" rmap add sets the count to one, whatever it was: so it is only for a page that nothing maps. */
public final class Anon2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-2",
            "page_add_new_anon_rmap is called only for a page that nothing maps",
            "S1 (2010-08)",
            List.of(EventKind.RMAP_ADD),
            FactSet.of(PAGE_LIFE, RMAP));

    private static final FactSet BY_COUNT = FactSet.of(PAGE_LIFE, RMAP);
    private static final FactSet BY_ENTRY = FactSet.of(PAGE_LIFE, PTE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.HOW, Word.NEW)) {
            return;
        }
        long pfn = event.get(Field.PFN);
        Page page = machine.folios().find(pfn);
        long about = Key.page(pfn);
        if (page == null) {
            judge.unknown(about);
        } else if (page.sampleLine() == event.line() && page.sampleLine() > 0) {
            decide(page.sampledCount(), FactSet.NONE, page, event, judge);
        } else if (page.born()) {
            // compound adds are not counted: whether a huge page is mapped as a whole its PMD entries tell
            boolean byEntry = event.is(Field.COMPOUND);
            decide(byEntry ? page.slotCount() : page.rmapCount(), byEntry ? BY_ENTRY : BY_COUNT, page, event, judge);
        } else {
            judge.unknown(about);
        }
    }

    private static void decide(int count, FactSet restsOn, Page page, MmEvent event, Judge judge) {
        long about = Key.page(page.pfn());
        if (count > 0) {
            judge.found(
                    Draft.violation("page")
                            .key("pfn", page.pfn())
                            .says("Page " + Draft.hex(page.pfn())
                                    + " is added to the rmap as new while its mapcount is "
                                    + count
                                    + ": page_add_new_anon_rmap overwrites the count, and the page will be freed"
                                    + " while something still maps it.")
                            .proof(page.bornLine(), "allocated", "the page is allocated")
                            .proof(page.rmapLine(), "mapped", "it is mapped, and nothing unmaps it")
                            .proof(event.line(), "trigger", "added as if nothing mapped it"),
                    restsOn,
                    about);
        } else if (count == 0) {
            judge.pass(restsOn, about);
        } else {
            judge.unknown(about); // more removes than adds: MAP-1's business, nothing to build on here
        }
    }
}
