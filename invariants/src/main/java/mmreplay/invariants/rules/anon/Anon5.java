package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Mappers;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Vma;
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
 * A mapped page's mapping moves only within its tree, to an anon_vma that every vma which still maps it is linked to. "Only ever
 * to a descendant" was literally true until v4.0; since then a fork may reuse an idle ancestor, so links are what is judged.
 */
public final class Anon5 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-5",
            "a mapped page's mapping moves only within its tree, to an anon_vma that reaches whoever maps it",
            "S5 (2011-05)",
            List.of(EventKind.MAPPING_SET),
            FactSet.of(MAPPING, ANON_VMA, AVC, PTE));

    private static final FactSet BY_TREE = FactSet.of(ANON_VMA);
    private static final FactSet BY_LINKS = FactSet.of(AVC, PTE);
    private static final FactSet BY_ALL = FactSet.of(ANON_VMA, AVC, PTE);
    private static final FactSet BY_COUNT = FactSet.of(RMAP, PAGE_LIFE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        boolean move = MappingWrite.toAnon(event) && MappingWrite.fromAnon(event);
        boolean exempt = event.is(Field.HOW, Word.MIGRATE)
                || event.is(Field.HOW, Word.SPLIT)
                || event.is(Field.HOW, Word.UFFD_MOVE); // 6.8+: UFFDIO_MOVE takes an exclusive page to another tree
        if (!move || exempt) {
            return;
        }
        long about = Key.page(event.get(Field.PFN));
        long to = MappingWrite.anonVma(event);
        long from = MappingWrite.oldAnonVma(event);
        AnonVma target = machine.anonVmas().find(to);
        AnonVma source = machine.anonVmas().find(from);
        long aboutTo = Key.anonVma(to);
        if (target != null && source != null && rootsDiffer(source, target)) {
            judge.found(
                    finding(event, "another tree: readers hold the old root's lock, which no longer protects the page")
                            .proof(source.bornLine(), "from", "root " + Draft.hex(source.root()))
                            .proof(target.bornLine(), "to", "root " + Draft.hex(target.root())),
                    BY_TREE,
                    about,
                    aboutTo,
                    Key.anonVma(from));
            return;
        }
        Page page = machine.folios().find(event.get(Field.PFN));
        Vma stray = page == null || target == null ? null : stray(page, target, machine, event.get(Field.VMA));
        if (page != null && target != null && stray != null) {
            judge.found(
                    finding(
                                    event,
                                    "vma " + Draft.hex(stray.address())
                                            + " still maps the page and is not linked to it: an rmap walk will miss that mapping")
                            .proof(target.bornLine(), "to", "the anon_vma that the page moves to")
                            .proof(page.rmapLine(), "mapped", "the last rmap change of the page")
                            .proof(page.slotCount() > 0 ? machine.tables().line(page.slot(0)) : 0, "entry", "maps it"),
                    BY_LINKS,
                    about,
                    aboutTo);
            return;
        }
        settle(event, machine, source, target, page, judge);
    }

    private static void settle(
            MmEvent event,
            Machine machine,
            @Nullable AnonVma source,
            @Nullable AnonVma target,
            @Nullable Page page,
            Judge judge) {
        long about = Key.page(event.get(Field.PFN));
        int count = mapcount(event, page);
        if (count > 1 && event.is(Field.HOW, Word.MOVE)) {
            judge.found(
                    Draft.hazard("page")
                            .key("pfn", event.get(Field.PFN))
                            .says("The mapping of page " + Draft.hex(event.get(Field.PFN))
                                    + " moves while its mapcount is " + count
                                    + ": the other mappers need not be linked to the new anon_vma.")
                            .proof(event.line(), "trigger", "the mapping moves"),
                    readByKernel(event, page) ? FactSet.NONE : BY_COUNT,
                    about);
            return;
        }
        if (source == null || target == null || !source.rootKnown() || !target.rootKnown()) {
            judge.unknown(about);
            return;
        }
        if (!event.is(Field.VMA) && count >= 0 && page != null && page.born()) {
            // a trace without the mover: stray() has looked at whoever maps the page
            judge.pass(BY_ALL, about, Key.anonVma(target.address()));
            return;
        }
        Vma vma = machine.vmas().find(event.get(Field.VMA));
        boolean decided = vma != null
                && vma.anonVmaKnown()
                && vma.anonVma() == target.address()
                && target.linkedTo(vma.address())
                && source.linkedTo(vma.address())
                && (count == 0 || count == 1); // nobody else maps the page, so nobody can be left behind
        if (decided && vma != null) {
            judge.pass(BY_ALL, about, Key.anonVma(target.address()), Key.vma(vma.address()));
        } else {
            judge.unknown(about);
        }
    }

    private static boolean rootsDiffer(AnonVma source, AnonVma target) {
        return source.rootKnown() && target.rootKnown() && !source.freed() && source.root() != target.root();
    }

    private static boolean readByKernel(MmEvent event, @Nullable Page page) {
        return event.has(Field.MAPCOUNT) || (page != null && page.sampleLine() == event.line());
    }

    /** The count as the kernel read it for this event, or as counted; -1 if unknown. */
    private static int mapcount(MmEvent event, @Nullable Page page) {
        if (event.has(Field.MAPCOUNT)) {
            return (int) event.get(Field.MAPCOUNT);
        }
        if (page != null && page.sampleLine() == event.line()) {
            return page.sampledCount();
        }
        return page != null && page.born() ? page.rmapCount() : -1;
    }

    /** A vma that maps the page and is provably not linked to the target; the mover itself aside: it is ANON-7 that judges it. */
    private static @Nullable Vma stray(Page page, AnonVma target, Machine machine, long mover) {
        for (Vma vma : Mappers.of(page, machine)) {
            boolean historyKnown = target.born() || vma.born();
            if (historyKnown && !target.linkedTo(vma.address()) && vma.address() != mover) {
                return vma;
            }
        }
        return null;
    }

    private static Draft finding(MmEvent event, String what) {
        long pfn = event.get(Field.PFN);
        return Draft.violation("page")
                .key("pfn", pfn)
                .says("The mapping of page " + Draft.hex(pfn) + " moves from anon_vma "
                        + Draft.hex(MappingWrite.oldAnonVma(event)) + " to " + Draft.hex(MappingWrite.anonVma(event))
                        + ", "
                        + what + ".")
                .proof(event.line(), "trigger", "the mapping moves");
    }
}
