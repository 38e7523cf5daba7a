package mmreplay.invariants.rules.truth;

import static mmreplay.traces.event.FactClass.GROUND_TRUTH;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Mms;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.result.Why;
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
 * The machine checked by the kernel: each page of a recorded /proc/self/pagemap against the entry that the replay arrived at. A
 * difference means that the model is wrong or the recording has a hole; either way nothing else here should be trusted.
 */
public final class TruthRule implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "TRUTH",
            "the replayed page tables equal the kernel's own account, page by page",
            "the traced workload's GT markers",
            List.of(EventKind.GT_BEGIN, EventKind.GT_PAGE),
            FactSet.of(GROUND_TRUTH, PTE));

    private static final FactSet BY_ENTRIES = FactSet.of(PTE);

    /** A migration entry keeps accessed and dirty above its pfn, and pagemap shows it without them (swp_offset_pfn). */
    private static final long MIGRATION_PFN = (1L << 34) - 1;

    /** By pid: the line at which the account began. The pages were read somewhere between there and their own marker. */
    private final Int2ObjectHashMap<Long> accounts = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void forget() {
        accounts.clear();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        int pid = (int) event.get(Field.PID);
        if (event.kind() == EventKind.GT_BEGIN) {
            accounts.put(pid, Long.valueOf(event.line()));
            return;
        }
        long address = event.get(Field.ADDR);
        long mm = machine.mms().ofTask(pid);
        Mms.Walk walk = machine.mms().walk(mm, address);
        if (walk.known() != Tri.YES) {
            judge.unknown(Key.mm(mm));
            return;
        }
        long slot = Key.slot(walk.slot());
        if (event.is(Field.PRESENT) && event.get(Field.PFN) == 0) {
            judge.inconclusive(Why.UNOBSERVED, slot); // pagemap hides pfns from a task without CAP_SYS_ADMIN
        } else if (equal(event, walk, address)) {
            judge.pass(FactSet.NONE, slot);
        } else {
            Long began = accounts.get(pid);
            if (began == null || machine.tables().line(walk.slot()) >= began) {
                judge.inconclusive(Why.CLOCK, slot); // changed while the account was taken
            } else {
                judge.found(finding(event, walk, machine), BY_ENTRIES, slot);
            }
        }
    }

    private static boolean equal(MmEvent account, Mms.Walk walk, long address) {
        return switch (Pte.state(walk.value(), walk.level())) {
            case NONE -> !account.is(Field.PRESENT) && !account.is(Field.SWAP);
            case PRESENT -> account.is(Field.PRESENT) && account.get(Field.PFN) == pfn(walk, address);
            case SPECIAL ->
                account.is(Field.SWAP)
                        && account.get(Field.SW_TYPE) == Pte.swapType(walk.value())
                        && (account.get(Field.SW_OFFSET) & MIGRATION_PFN)
                                == (Pte.swapOffset(walk.value()) & MIGRATION_PFN);
            case SWAP, MARKER ->
                account.is(Field.SWAP)
                        && account.get(Field.SW_TYPE) == Pte.swapType(walk.value())
                        && account.get(Field.SW_OFFSET) == Pte.swapOffset(walk.value());
        };
    }

    /** A huge entry holds the first pfn of the range that it maps. */
    private static long pfn(Mms.Walk walk, long address) {
        long pages = 1L << (9 * (walk.level() - 1));
        return (Pte.pfn(walk.value()) & -pages) + ((address >>> 12) & (pages - 1));
    }

    private static Draft finding(MmEvent event, Mms.Walk walk, Machine machine) {
        return Draft.violation("pte")
                .key("address", event.get(Field.ADDR))
                .key("pfn", event.get(Field.PFN))
                .pid((int) event.get(Field.PID))
                .says("At address " + Draft.hex(event.get(Field.ADDR)) + " of pid " + event.get(Field.PID)
                        + " the kernel's account and the replay differ: the replayed entry is "
                        + Draft.hex(walk.value())
                        + ". The model is wrong, or the recording has a hole.")
                .proof(machine.tables().line(walk.slot()), "entry", "the last store to the entry that was replayed")
                .proof(event.line(), "trigger", "the kernel's account");
    }
}
