package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.AnonVmas;
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
import org.jspecify.annotations.Nullable;

/**
 * A hugetlb page that is not new is added to the rmap under its page lock, as other anonymous pages are. Later kernels write no
 * mapping there any more: then it must be anonymous already.
 */
public final class Anon8 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-8",
            "a hugetlb page is added to the rmap locked or new, or, in later kernels, anonymous already",
            "S1 (2010-08)",
            List.of(EventKind.RMAP_ADD),
            FactSet.of(FOLIO_LOCK, MAPPING, RMAP, PAGE_LIFE));

    private static final FactSet BY_LOCK = FactSet.of(FOLIO_LOCK);
    private static final FactSet BY_MAPPING = FactSet.of(MAPPING);
    private static final FactSet BY_LIFE = FactSet.of(RMAP, PAGE_LIFE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.HUGETLB)) {
            return;
        }
        Page page = machine.folios().find(event.get(Field.PFN));
        if (event.is(Field.HOW, Word.NEW)) {
            fresh(event, page, judge);
        } else {
            added(event, page, machine.eras().has(Era.MAPPING_BY_NEW_RMAP), judge);
        }
    }

    private static void fresh(MmEvent event, @Nullable Page page, Judge judge) {
        long about = Key.page(event.get(Field.PFN));
        if (page != null && page.born() && !page.everMapped()) {
            judge.pass(BY_LIFE, about);
        } else {
            judge.unknown(about); // the pool gives pages out again without an event
        }
    }

    private static void added(MmEvent event, @Nullable Page page, Tri noStore, Judge judge) {
        long about = Key.page(event.get(Field.PFN));
        boolean shown = event.has(Field.LOCKED);
        Tri locked = shown ? Tri.of(event.is(Field.LOCKED)) : page == null ? Tri.UNKNOWN : page.locked();
        Tri anon = page == null || !page.mappingKnown() ? Tri.UNKNOWN : Tri.of(AnonVmas.isAnon(page.mapping()));
        Tri holds = noStore == Tri.YES ? anon : locked;
        if (noStore == Tri.UNKNOWN && (locked != Tri.YES || anon != Tri.YES)) {
            judge.inconclusive(Why.VERSION, about);
            return;
        }
        FactSet restsOn = noStore == Tri.YES ? BY_MAPPING : shown ? FactSet.NONE : BY_LOCK;
        switch (holds) {
            case YES -> judge.pass(restsOn, about);
            case UNKNOWN -> judge.unknown(about);
            case NO -> judge.found(finding(event, page, noStore == Tri.YES), restsOn, about);
        }
    }

    private static Draft finding(MmEvent event, @Nullable Page page, boolean noStore) {
        String what = noStore
                ? "but its mapping is not that of an anonymous page: no rmap walk finds it"
                : "while nobody has it locked: another task may write its mapping at the same time";
        Draft draft = Draft.hazard("page")
                .key("pfn", event.get(Field.PFN))
                .says("hugetlb page " + Draft.hex(event.get(Field.PFN)) + " is added to the rmap by pid " + event.pid()
                        + ", " + what + ".");
        if (page != null) {
            draft.proof(page.mappingLine(), "mapping", "the last store to its mapping")
                    .proof(page.lockLine(), "lock", "the last that happened to its lock");
        }
        return draft.proof(event.line(), "trigger", "the page is added, and it is not new");
    }
}
