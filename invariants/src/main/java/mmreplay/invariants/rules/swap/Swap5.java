package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.SWAPCACHE;

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

/**
 * A page leaves the swap cache under its lock, however many references it has. The lock is what a swap-in holds to keep it there;
 * a reference keeps only the page itself.
 */
public final class Swap5 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-5",
            "a page leaves the swap cache under its lock, whatever references it has",
            "S4 (2010-07)",
            List.of(EventKind.SWAPCACHE),
            FactSet.of(SWAPCACHE, FOLIO_LOCK));

    private static final FactSet BY_HISTORY = FactSet.of(FOLIO_LOCK);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.HOW, Word.DEL)) {
            return;
        }
        long pfn = event.get(Field.PFN);
        Page page = machine.folios().find(pfn);
        boolean shown = event.has(Field.LOCKED);
        Tri locked = shown ? Tri.of(event.is(Field.LOCKED)) : page == null ? Tri.UNKNOWN : page.locked();
        FactSet restsOn = shown ? FactSet.NONE : BY_HISTORY;
        switch (locked) {
            case YES -> judge.pass(restsOn, Key.page(pfn));
            case UNKNOWN -> judge.unknown(Key.page(pfn));
            case NO ->
                judge.found(
                        Draft.hazard("page")
                                .key("pfn", pfn)
                                .key("entry", event.get(Field.ENTRY))
                                .says("pid " + event.pid() + " takes page " + Draft.hex(pfn) + " out of the swap cache"
                                        + " while nobody has it locked: a swap-in that holds its lock next may take it"
                                        + " for the entry's.")
                                .proof(page == null ? 0 : page.cacheLine(), "cached", "the page is in the swap cache")
                                .proof(page == null ? 0 : page.lockLine(), "lock", "the last that happened to its lock")
                                .proof(event.line(), "trigger", "it leaves the swap cache"),
                        restsOn,
                        Key.page(pfn));
        }
    }
}
