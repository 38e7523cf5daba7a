package mmreplay.invariants.rules.mlock;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;

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
import mmreplay.invariants.rules.map.NoTableLock;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/**
 * Who sets PG_mlocked keeps the page's mapping from going away meanwhile: since 5.18 by the page-table lock of an entry that maps
 * it, before that by the page lock. A page that nobody else knows yet needs neither.
 */
public final class Mlock1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MLOCK-1",
            "PG_mlocked is set under a page-table lock, before 5.18 under the page lock",
            "S2 (2014-01)",
            List.of(EventKind.FOLIO_FLAG),
            FactSet.of(FOLIO_FLAGS, LOCKS, FOLIO_LOCK, PAGE_LIFE));

    private static final String PAGE_LOCK = "not the page lock";
    private static final FactSet BY_TABLE_LOCK = FactSet.of(LOCKS);
    private static final FactSet BY_PAGE_LOCK = FactSet.of(FOLIO_LOCK, PAGE_LIFE);
    private static final FactSet BY_BOTH = FactSet.of(LOCKS, FOLIO_LOCK, PAGE_LIFE);
    private static final FactSet BY_BIRTH = FactSet.of(PAGE_LIFE, FOLIO_FLAGS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.FLAG, Word.PG_MLOCKED) || !event.is(Field.VAL)) {
            return;
        }
        Page page = machine.folios().find(event.get(Field.PFN));
        Tri tableLock = machine.locks().holdsPageTableLock(event.pid());
        Tri pageLock = pageLock(event, page);
        long[] about = {Key.page(event.get(Field.PFN)), Key.task(event.pid())};
        // by the lock where that is enough and known: what is lost must not lead to a proof that rests on other events
        boolean byLock = tableLock == Tri.YES && machine.eras().has(Era.MLOCK_UNDER_PTL) == Tri.YES;
        if (!byLock && fresh(event, page)) {
            judge.pass(BY_BIRTH, about);
            return;
        }
        switch (machine.eras().has(Era.MLOCK_UNDER_PTL)) {
            case YES -> decide(tableLock, "no page-table lock", BY_TABLE_LOCK, event, page, judge, about);
            case NO -> decide(pageLock, PAGE_LOCK, BY_PAGE_LOCK, event, page, judge, about);
            case UNKNOWN -> {
                if (tableLock == pageLock) {
                    decide(
                            tableLock,
                            "neither a page-table lock nor the page lock",
                            BY_BOTH,
                            event,
                            page,
                            judge,
                            about);
                } else {
                    judge.inconclusive(Why.VERSION, about);
                }
            }
        }
    }

    private static void decide(
            Tri held, String missing, FactSet restsOn, MmEvent event, @Nullable Page page, Judge judge, long[] about) {
        switch (held) {
            case YES -> judge.pass(restsOn, about);
            case NO -> judge.found(finding(event, page, missing), restsOn, about);
            case UNKNOWN -> judge.unknown(about);
        }
    }

    /** Whether this very task has the page locked: the lock has no owner, but a writer must be the one who took it. */
    private static Tri pageLock(MmEvent event, @Nullable Page page) {
        if ((event.has(Field.LOCKED) && !event.is(Field.LOCKED)) || (page != null && page.locked() == Tri.NO)) {
            return Tri.NO;
        }
        boolean own = page != null && page.locked() == Tri.YES && page.lockPid() == event.pid();
        return own ? Tri.YES : Tri.UNKNOWN;
    }

    /** mlock_new_page: its allocator maps it, and it was on no list yet. */
    private static boolean fresh(MmEvent event, @Nullable Page page) {
        return event.is(Field.WHERE, Word.NEW)
                && page != null
                && page.born()
                && page.allocPid() == event.pid()
                && page.lru() == Tri.NO;
    }

    private static Draft finding(MmEvent event, @Nullable Page page, String missing) {
        return Draft.hazard("page")
                .key("pfn", event.get(Field.PFN))
                .pid(event.pid())
                .root(missing.equals(PAGE_LOCK) ? "mlock by pid " + event.pid() : NoTableLock.ROOT)
                .says("pid " + event.pid() + " sets PG_mlocked of page " + Draft.hex(event.get(Field.PFN))
                        + " and holds " + missing
                        + ": the last VM_LOCKED mapping may go at this moment, and the flag would stay.")
                .proof(page == null ? 0 : page.lockLine(), "page lock", "the last that happened to the page lock")
                .proof(event.line(), "trigger", "PG_mlocked is set");
    }
}
