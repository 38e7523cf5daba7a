package mmreplay.invariants.rules.ksm;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * An anonymous page becomes a KSM page under its lock and write-protected everywhere, because from then on others rely on its
 * content; and it never becomes an ordinary one again.
 */
public final class Ksm1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "KSM-1",
            "an anonymous page becomes a KSM page locked and write-protected, and stays one",
            "S4 (2010-07)",
            List.of(EventKind.MAPPING_SET),
            FactSet.of(FOLIO_LOCK, PTE, PAGE_LIFE));

    private static final FactSet BY_LOCK = FactSet.of(FOLIO_LOCK);
    private static final FactSet BY_ENTRIES = FactSet.of(PTE, PAGE_LIFE);
    private static final FactSet BY_ALL = FactSet.of(FOLIO_LOCK, PTE, PAGE_LIFE);

    private static final long TAGS = 3;
    private static final long ANON = 1;
    private static final long KSM = 3;
    private static final int NONE = -1;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.has(Field.NEW) || !event.has(Field.OLD)) {
            return;
        }
        long old = event.get(Field.OLD) & TAGS;
        long now = event.get(Field.NEW) & TAGS;
        if (old == KSM && now == ANON) {
            judge.found(backToAnon(event), FactSet.NONE, Key.page(event.get(Field.PFN)));
        } else if (old == ANON && now == KSM) {
            merged(event, machine, judge);
        }
    }

    private static void merged(MmEvent event, Machine machine, Judge judge) {
        Page page = machine.folios().find(event.get(Field.PFN));
        long about = Key.page(event.get(Field.PFN));
        Tri locked =
                event.has(Field.LOCKED) ? Tri.of(event.is(Field.LOCKED)) : page == null ? Tri.UNKNOWN : page.locked();
        int writable = page == null ? NONE : writable(page, machine);
        if (page != null && writable != NONE) {
            judge.found(
                    finding(event, page, "while an entry still lets its owner write it")
                            .proof(machine.tables().line(page.slot(writable)), "writable", "an entry maps it writable")
                            .proof(event.line(), "trigger", "the page becomes a KSM page"),
                    BY_ENTRIES,
                    about);
        } else if (locked == Tri.NO) {
            judge.found(
                    finding(event, page, "without its page lock")
                            .proof(page == null ? 0 : page.lockLine(), "lock", "the last that happened to its lock")
                            .proof(event.line(), "trigger", "the page becomes a KSM page"),
                    BY_LOCK,
                    about);
        } else if (locked == Tri.YES && page != null && page.born()) {
            judge.pass(BY_ALL, about);
        } else {
            judge.unknown(about);
        }
    }

    /** The first entry through which the CPU can write the page, -1 for none. A PROT_NONE entry keeps its bit, unused. */
    private static int writable(Page page, Machine machine) {
        for (int i = 0; i < page.slotCount(); i++) {
            long value = machine.tables().value(page.slot(i));
            if ((value & 1) != 0 && Pte.writable(value)) {
                return i;
            }
        }
        return NONE;
    }

    private static Draft finding(MmEvent event, @Nullable Page page, String how) {
        return Draft.hazard("page")
                .key("pfn", event.get(Field.PFN))
                .says("Page " + Draft.hex(event.get(Field.PFN)) + " becomes a KSM page in pid " + event.pid() + " "
                        + how + ": others will be given it for its content, which may still change.")
                .proof(page == null ? 0 : page.bornLine(), "allocated", "the page is allocated");
    }

    private static Draft backToAnon(MmEvent event) {
        return Draft.violation("page")
                .key("pfn", event.get(Field.PFN))
                .says("Page " + Draft.hex(event.get(Field.PFN)) + " becomes an ordinary anonymous page in pid "
                        + event.pid() + ", but it is a KSM page: all who share it would write the same one.")
                .proof(event.line(), "trigger", "the mapping loses PAGE_MAPPING_KSM");
    }
}
