package mmreplay.invariants.rules.ptc;

import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * An anonymous page that several entries map is shared after a fork: nobody writes it before it is copied. One writable entry
 * beside another lets one process change, or see, the other's memory.
 */
public final class Ptc2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "PTC-2",
            "no anonymous page that two entries map is writable through either of them",
            "mm/page_table_check.c",
            List.of(EventKind.PTE_WRITE, EventKind.RMAP_ADD),
            FactSet.of(PTE, MAPPING, PAGE_LIFE));

    private static final FactSet BY_ENTRIES = FactSet.of(PTE, MAPPING);
    private static final FactSet BY_ALL = FactSet.of(PTE, MAPPING, PAGE_LIFE);
    private static final long NONE = -1;

    /** What a task counted into the rmap last: pages older than the trace have no other kind that is known. */
    private record Added(long pfn, boolean anon) {}

    private Int2ObjectHashMap<Added> added = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() == EventKind.RMAP_ADD) {
            added.put(event.pid(), new Added(event.get(Field.PFN), event.is(Field.ANON) || !event.has(Field.ANON)));
            return;
        }
        long pfn = Mapping.mapped(event);
        long slot = PageTables.slotOf(event);
        if (pfn < 0 || slot < 0) {
            return;
        }
        Tri anon = Mapping.anon(pfn, machine);
        Added last = added.get(event.pid());
        boolean file = anon == Tri.UNKNOWN && last != null && last.pfn == pfn && !last.anon;
        if (anon == Tri.NO || file) {
            return;
        }
        Page page = machine.folios().find(pfn);
        if (anon == Tri.UNKNOWN || page == null) {
            judge.unknown(Key.page(pfn));
            return;
        }
        long other = other(page, slot, Mapping.writable(event.get(Field.NEW)), machine);
        if (other != NONE) {
            judge.found(finding(event, page, other, machine), BY_ENTRIES, Key.page(pfn), Key.slot(other >>> 9, (int)
                    (other & 511)));
        } else if (page.born()) {
            judge.pass(BY_ALL, Key.page(pfn));
        } else {
            judge.unknown(Key.page(pfn));
        }
    }

    /**
     * Another entry, if this or that one is writable. Entries of a higher level do not count: a PMD is split into entries that
     * are written while it still stands.
     */
    private static long other(Page page, long slot, boolean writable, Machine machine) {
        for (int i = 0; i < page.slotCount(); i++) {
            long other = page.slot(i);
            boolean counts = other != slot && machine.tables().levelOf(other) == 1;
            if (counts && (writable || Mapping.writable(machine.tables().value(other)))) {
                return other;
            }
        }
        return NONE;
    }

    private static Draft finding(MmEvent event, Page page, long other, Machine machine) {
        long there = machine.tables().addressOf(other);
        String where = there < 0
                ? "another entry"
                : "the entry for " + Draft.hex(there) + " in mm "
                        + Draft.hex(machine.tables().mmOf(other));
        boolean writable = Mapping.writable(event.get(Field.NEW));
        return Draft.violation("page")
                .key("pfn", page.pfn())
                .says("Anonymous page " + Draft.hex(page.pfn()) + " is mapped " + (writable ? "writable " : "")
                        + "at " + Draft.hex(event.get(Field.ADDR)) + " in mm " + Draft.hex(event.get(Field.MM))
                        + " while " + where + " maps it" + (writable ? "" : " writable")
                        + ", too: what one process writes the other sees.")
                .proof(page.mappingLine(), "mapping", "the page is anonymous since here")
                .proof(machine.tables().line(other), "other", "the other entry maps it")
                .proof(event.line(), "trigger", "this one maps it, too");
    }

    @Override
    public void died(int pid) {
        added.remove(pid);
    }

    @Override
    public void forget() {
        added = new Int2ObjectHashMap<>();
    }
}
