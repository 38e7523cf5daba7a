package mmreplay.invariants.rules.av;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.AnonVmas;
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
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * For as long as a page is mapped, any anon_vma obtained from it is valid. Judged from both sides: when an anon_vma is freed, no
 * mapped page may point to it; and when a mapped page shows its anon_vma, that one may not have been freed.
 *
 * <p>A page that is no longer mapped keeps its stale mapping until it is freed: that is normal and proves nothing.
 */
public final class Av1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "AV-1",
            "as long as a page is mapped, its anon_vma is valid",
            "S5 (2011-05)",
            List.of(EventKind.AV_FREE, EventKind.AV_READER, EventKind.RMAP_ADD),
            FactSet.of(ANON_VMA, MAPPING, PAGE_LIFE, RMAP, PTE));

    private static final FactSet STILL_MAPPED = FactSet.of(MAPPING, PTE, RMAP);
    private static final FactSet NOT_MAPPED = FactSet.of(MAPPING, PTE, RMAP, PAGE_LIFE);
    private static final FactSet BY_LIFE = FactSet.of(ANON_VMA);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case AV_FREE -> freed(event, machine, judge);
            case AV_READER -> {
                if (event.is(Field.MAPPED)) {
                    shown(event, event.get(Field.ANON_VMA), machine, judge);
                }
            }
            default -> {
                Page page = machine.folios().find(event.get(Field.PFN));
                if (page != null && page.mappingKnown() && AnonVmas.isAnon(page.mapping())) {
                    shown(event, AnonVmas.address(page.mapping()), machine, judge);
                }
            }
        }
    }

    private static void freed(MmEvent event, Machine machine, Judge judge) {
        long address = event.get(Field.ANON_VMA);
        long about = Key.anonVma(address);
        AnonVma av = machine.anonVmas().find(address);
        if (av == null || av.freed()) {
            judge.unknown(about);
            return;
        }
        Page mapped = null;
        boolean unknown = !av.born();
        LongHashSet.LongIterator pfns = av.pages().iterator();
        while (pfns.hasNext()) {
            Page head = machine.folios().touched(pfns.nextValue());
            Page page = head == null ? null : mappedPart(head, machine);
            if (page != null && (mapped == null || page.pfn() < mapped.pfn())) {
                mapped = page;
            }
            unknown |= head == null || head.mapped() == Tri.UNKNOWN;
        }
        if (mapped != null) {
            judge.found(
                    stillMapped(event, av, mapped, machine),
                    STILL_MAPPED,
                    about,
                    Key.pagesOf(address),
                    Key.page(mapped.pfn()));
        } else if (unknown) {
            judge.unknown(about);
        } else {
            judge.pass(NOT_MAPPED, about, Key.pagesOf(address));
        }
    }

    /** The page, or a tail of it: a huge page's mapping stands in its head alone, while its tails may be mapped one by one. */
    private static @Nullable Page mappedPart(Page head, Machine machine) {
        if (head.mapped() == Tri.YES) {
            return head;
        }
        long end = machine.folios().blockEnd(head.pfn());
        for (long pfn = head.pfn() + 1; pfn < end; pfn++) {
            Page tail = machine.folios().touched(pfn);
            // a mapping that was stored and is unknown by now is its own as well: it was split off
            boolean ownMapping = tail != null && tail.mappingLine() != 0;
            if (tail != null && !ownMapping && tail.mapped() == Tri.YES) {
                return tail;
            }
        }
        return null;
    }

    private static void shown(MmEvent event, long address, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        long page = Key.page(pfn);
        AnonVma av = machine.anonVmas().find(address);
        if (av == null) {
            judge.unknown(page, Key.anonVma(address));
        } else if (av.freed()) {
            judge.found(usedAfterFree(event, av, machine.folios().find(pfn)), BY_LIFE, page, Key.anonVma(address));
        } else if (av.live()) {
            judge.pass(BY_LIFE, page, Key.anonVma(address));
        } else {
            judge.unknown(page, Key.anonVma(address));
        }
    }

    private static Draft stillMapped(MmEvent event, AnonVma av, Page page, Machine machine) {
        Draft draft = about(av, event.pid())
                .key("pfn", page.pfn())
                .says("anon_vma " + Draft.hex(av.address()) + " is freed by pid " + event.pid() + " while page "
                        + Draft.hex(page.pfn()) + ", whose mapping points to it, is still mapped: whoever looks up the"
                        + " page's anon_vma now uses freed memory.")
                .proof(av.bornLine(), "born", "the anon_vma is allocated")
                .proof(page.mappingLine(), "mapping", "the page's mapping is set to it")
                .proof(page.rmapLine(), "mapped", "the last rmap change of the page leaves it mapped");
        if (page.slotCount() > 0) {
            draft.proof(machine.tables().line(page.slot(0)), "entry", "this page-table entry maps the page");
        }
        return draft.proof(event.line(), "trigger", "the anon_vma is freed");
    }

    private static Draft usedAfterFree(MmEvent event, AnonVma av, @Nullable Page page) {
        long pfn = event.get(Field.PFN);
        Draft draft = about(av, event.pid())
                .key("pfn", pfn)
                .says("Page " + Draft.hex(pfn) + " is mapped and points to anon_vma " + Draft.hex(av.address())
                        + ", which was freed before.")
                .proof(av.bornLine(), "born", "the anon_vma is allocated")
                .proof(av.freeLine(), "freed", "the anon_vma is freed");
        if (page != null) {
            draft.proof(page.mappingLine(), "mapping", "the page's mapping is set to it");
        }
        return draft.proof(event.line(), "trigger", "the mapped page still shows it");
    }

    private static Draft about(AnonVma av, int pid) {
        return Draft.violation("anon_vma")
                .key("anon_vma", av.address())
                .root(AvRoots.freedBy(av.freed() ? av.freedBy() : pid));
    }
}
