package mmreplay.invariants.rules.mig;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;

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

/**
 * While migration copies a page nobody may write it: it is isolated and locked, so is its copy, and no entry maps it any more. A
 * store through an entry that is left would be lost.
 */
public final class Mig1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MIG-1",
            "a page is migrated only while it is isolated, locked and mapped by nothing, and its copy is locked",
            "S2 (2014-01)",
            List.of(EventKind.PAGE_COPY),
            FactSet.of(FOLIO_LOCK, FOLIO_FLAGS, PTE, PAGE_LIFE));

    private static final FactSet BY_ENTRIES = FactSet.of(PTE, PAGE_LIFE);
    private static final FactSet BY_GUARDS = FactSet.of(FOLIO_LOCK, FOLIO_FLAGS, PAGE_LIFE);
    private static final FactSet BY_ALL = FactSet.of(FOLIO_LOCK, FOLIO_FLAGS, PTE, PAGE_LIFE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.HOW, Word.MIGRATE)) {
            return;
        }
        Page source = machine.folios().find(event.get(Field.SRC));
        Page copy = machine.folios().find(event.get(Field.DST));
        long[] about = {Key.page(event.get(Field.SRC)), Key.page(event.get(Field.DST))};
        Tri unmapped = unmapped(source);
        Tri sourceLocked = event.has(Field.LOCKED)
                ? Tri.of(event.is(Field.LOCKED))
                : source == null ? Tri.UNKNOWN : source.locked();
        Tri copyLocked = copy == null ? Tri.UNKNOWN : copy.locked();
        Tri isolated = isolated(event, source);
        if (source != null && unmapped == Tri.NO) {
            judge.found(mapped(event, source, machine), BY_ENTRIES, about);
        } else if (sourceLocked == Tri.NO || copyLocked == Tri.NO || isolated == Tri.NO) {
            String missing = sourceLocked == Tri.NO
                    ? "the page is not locked"
                    : copyLocked == Tri.NO ? "its copy is not locked" : "the page is on the LRU, not isolated";
            judge.found(unguarded(event, missing, source, copy), BY_GUARDS, about);
        } else if (unmapped.isKnown() && sourceLocked.isKnown() && copyLocked.isKnown() && isolated.isKnown()) {
            judge.pass(BY_ALL, about);
        } else {
            judge.unknown(about);
        }
    }

    /** By the entries that point to it: counts that the trace prints may be out of order. */
    private static Tri unmapped(@Nullable Page source) {
        if (source == null) {
            return Tri.UNKNOWN;
        }
        return source.slotCount() > 0 ? Tri.NO : source.born() ? Tri.YES : Tri.UNKNOWN;
    }

    private static Tri isolated(MmEvent event, @Nullable Page source) {
        if (event.has(Field.LRU)) {
            return Tri.of(!event.is(Field.LRU));
        }
        Tri lru = source == null ? Tri.UNKNOWN : source.lru();
        return lru.isKnown() ? Tri.of(lru == Tri.NO) : Tri.UNKNOWN;
    }

    private static Draft mapped(MmEvent event, Page source, Machine machine) {
        long slot = source.slot(0);
        return Draft.violation("page")
                .key("pfn", source.pfn())
                .says("Page " + Draft.hex(source.pfn()) + " is copied to " + Draft.hex(event.get(Field.DST))
                        + " for migration while an entry still maps it, in mm "
                        + Draft.hex(machine.tables().mmOf(slot))
                        + ": what is stored through that entry from now on is lost.")
                .proof(machine.tables().line(slot), "mapped", "an entry maps the page")
                .proof(event.line(), "trigger", "its content is copied");
    }

    private static Draft unguarded(MmEvent event, String missing, @Nullable Page source, @Nullable Page copy) {
        return Draft.hazard("page")
                .key("pfn", event.get(Field.SRC))
                .says("Page " + Draft.hex(event.get(Field.SRC)) + " is copied to " + Draft.hex(event.get(Field.DST))
                        + " for migration in pid " + event.pid() + ", but " + missing + ".")
                .proof(source == null ? 0 : source.lockLine(), "source", "the last that happened to the page's lock")
                .proof(copy == null ? 0 : copy.lockLine(), "copy", "the last that happened to the copy's lock")
                .proof(event.line(), "trigger", "its content is copied");
    }
}
