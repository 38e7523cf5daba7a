package mmreplay.invariants.rules.mlock;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.RMAP;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageOrder;
import mmreplay.invariants.machine.Vma;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * PG_mlocked goes when the last VM_LOCKED mapping goes. munlock works in batches of each CPU, so nothing is demanded at once: it
 * is judged when the page is freed, because a page in a batch has a reference and cannot be. The other direction, VM_LOCKED but
 * no flag, is allowed until reclaim's next scan.
 */
public final class Mlock3 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MLOCK-3",
            "PG_mlocked is gone when the page's last VM_LOCKED mapping is",
            "S2 (2014-01)",
            List.of(
                    EventKind.PAGE_ALLOC,
                    EventKind.PAGE_FREE,
                    EventKind.FOLIO_FLAG,
                    EventKind.RMAP_ADD,
                    EventKind.RMAP_REMOVE,
                    EventKind.PAGE_COPY,
                    EventKind.VMA,
                    EventKind.MM,
                    EventKind.GT_BEGIN,
                    EventKind.GT_VMA,
                    EventKind.GT_PAGE,
                    EventKind.GT_END),
            FactSet.of(FOLIO_FLAGS, PAGE_LIFE, MAPPING, RMAP, VMA));

    private static final FactSet BY_FLAG = FactSet.of(FOLIO_FLAGS, PAGE_LIFE);
    private static final FactSet BY_HISTORY = FactSet.of(FOLIO_FLAGS, PAGE_LIFE, MAPPING, RMAP, VMA);

    private Long2ObjectHashMap<MlockLife> lives = new Long2ObjectHashMap<>();
    private final Lockers lockers = new Lockers();
    private final LockedRanges account = new LockedRanges();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void disputed(long key) {
        lives.remove(Key.pfn(key));
    }

    @Override
    public void forget() {
        lives = new Long2ObjectHashMap<>();
        lockers.forget();
        account.forget();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case PAGE_ALLOC -> reused(event);
            case PAGE_FREE -> freed(event, judge);
            case FOLIO_FLAG -> flag(event, machine, judge);
            case RMAP_ADD -> complicate(event);
            case RMAP_REMOVE -> removed(event, machine);
            case PAGE_COPY -> copied(event);
            case VMA -> lockers.changed(event);
            case MM -> lockers.lives(event);
            case GT_PAGE -> accounted(event, judge);
            default -> account.mark(event);
        }
    }

    private void reused(MmEvent event) {
        long order = event.get(Field.ORDER);
        if (lives.isEmpty() || !PageOrder.valid(order)) {
            return;
        }
        for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << order); pfn++) {
            lives.remove(pfn);
        }
    }

    /** Where the flag is still set free_pages_prepare clears it next, and says so: {@link #flag} judges that. */
    private void freed(MmEvent event, Judge judge) {
        MlockLife life = lives.get(event.get(Field.PFN));
        if (life != null && !life.mlocked) {
            lives.remove(event.get(Field.PFN));
            judge.pass(BY_FLAG, Key.page(event.get(Field.PFN)));
        }
    }

    private void flag(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        MlockLife life = lives.get(pfn);
        if (event.is(Field.FLAG, Word.PG_LRU) && !event.is(Field.VAL)) {
            complicate(event);
        } else if (event.is(Field.FLAG, Word.PG_MLOCKED)) {
            if (event.is(Field.WHERE, Word.FREE)) {
                lives.remove(pfn);
                freedWithFlag(event, life, judge);
            } else if (!event.is(Field.VAL)) {
                cleared(life);
            } else if (life == null) {
                set(event, machine, judge);
            } else {
                life.mlocked = true;
                life.complicate();
            }
        }
    }

    private static void cleared(@Nullable MlockLife life) {
        if (life != null) {
            life.mlocked = false;
        }
    }

    private void set(MmEvent event, Machine machine, Judge judge) {
        Page page = machine.folios().find(event.get(Field.PFN));
        if (page != null && page.born()) {
            judge.remembers(Key.page(page.pfn()));
            lives.put(page.pfn(), new MlockLife(event, page, machine.folios().inBlock(page.pfn())));
        }
    }

    private void complicate(MmEvent event) {
        MlockLife life = lives.get(event.get(Field.PFN));
        if (life != null) {
            life.complicate();
        }
    }

    private void removed(MmEvent event, Machine machine) {
        MlockLife life = lives.get(event.get(Field.PFN));
        if (life != null) {
            Vma vma = machine.vmas().find(event.get(Field.VMA));
            long mm = vma == null || !vma.mmKnown() ? 0 : vma.mm();
            life.removed(event, mm, lockers.only(mm, event.pid()));
        }
    }

    private void copied(MmEvent event) {
        MlockLife source = lives.get(event.get(Field.SRC));
        if (source != null && event.is(Field.HOW, Word.MIGRATE)) {
            source.migrated = true;
        }
    }

    private void freedWithFlag(MmEvent event, @Nullable MlockLife life, Judge judge) {
        long about = Key.page(event.get(Field.PFN));
        if (life == null) {
            judge.unknown(about);
        } else if (life.migrated) {
            judge.pass(FactSet.NONE, about);
        } else if (life.simple() && life.removedFrom != 0 && life.onlyLocker) {
            judge.found(finding(event, life), BY_HISTORY, about);
        } else if (life.simple() && life.removedFrom == 0) {
            judge.unknown(about, Key.vma(life.removedVma));
        } else {
            judge.inconclusive(Why.UNOBSERVED, about); // mlock_count is not recorded
        }
    }

    /** A page of the kernel's account. With the flag but without VM_LOCKED it may wait in some CPU's batch: no event tells. */
    private void accounted(MmEvent event, Judge judge) {
        if (!KpageFlags.mlocked(event) || event.get(Field.MAPCOUNT) != 1) {
            return;
        }
        long about = Key.page(event.get(Field.PFN));
        switch (account.locked(event)) {
            case YES -> judge.pass(FactSet.NONE, about);
            case UNKNOWN -> judge.unknown(about);
            case NO -> {
                MlockLife life = lives.get(event.get(Field.PFN));
                if (life != null && life.accountLine == 0) {
                    life.accountLine = event.line();
                }
                judge.inconclusive(Why.UNOBSERVED, about);
            }
        }
    }

    private static Draft finding(MmEvent event, MlockLife life) {
        return Draft.violation("page")
                .key("pfn", event.get(Field.PFN))
                .root("munlock in mm " + Draft.hex(life.removedFrom))
                .says("Page " + Draft.hex(event.get(Field.PFN)) + " is freed with PG_mlocked, in pid " + event.pid()
                        + ": its only mapping, in mm " + Draft.hex(life.removedFrom)
                        + ", went, and no munlock cleared the flag. Until then it could not be reclaimed.")
                .proof(life.bornLine, "allocated", "the page is allocated")
                .proof(life.setLine, "mlocked", "PG_mlocked is set")
                .proof(life.accountLine, "account", "the kernel's account: PG_mlocked in a vma without VM_LOCKED")
                .proof(life.removeLine, "unmapped", "its only mapping goes")
                .proof(event.line(), "trigger", "the page is freed, and PG_mlocked is still set");
    }
}
