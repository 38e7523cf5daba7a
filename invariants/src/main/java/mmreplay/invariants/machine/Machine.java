package mmreplay.invariants.machine;

import java.util.EnumSet;
import java.util.Set;
import mmreplay.invariants.result.Why;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** The whole reconstructed state. Rules look at it before an event is applied, and never change it. */
public final class Machine {

    /** What is taken for known when the first event comes. */
    public enum Start {
        /** A recording: whatever is older than the trace is unknown. */
        UNKNOWN,
        /** A litmus test or a test vector: nothing existed before, and nothing goes unrecorded. */
        EMPTY
    }

    /** So many live objects at once that this cannot be a real machine's memory: forget rather than die of it. */
    private static final int MOST_OBJECTS = 4_000_000;

    private final Transitions transitions = new Transitions();
    private final AnonVmas anonVmas;
    private final Folios folios;
    private final PageTables tables;
    private final TableLives tableLives;
    private final Vmas vmas;
    private final Mms mms;
    private final SwapSlots swap;
    private final Swapins swapins;
    private final Locks locks;
    private final PageLocks pageLocks;
    private final Tlbs tlbs;
    private final Deferrals deferrals;
    private final Gathers gathers;
    private final Eras eras;
    private final Start start;
    private final Unknowns unknowns;

    public Machine(Start start, Touched touched) {
        this.start = start;
        boolean empty = start == Start.EMPTY;
        // the order in which stores hear of an event: swap-ins look at the cache before the folio's lock changes
        anonVmas = new AnonVmas(transitions, touched, empty);
        folios = new Folios(transitions, touched, empty, anonVmas);
        tables = new PageTables(transitions, touched, folios);
        tableLives = new TableLives(transitions, touched);
        vmas = new Vmas(transitions, touched, empty);
        mms = new Mms(transitions, touched, tables);
        swap = new SwapSlots(transitions, touched, empty);
        swapins = new Swapins(transitions, folios, swap, empty);
        locks = new Locks(transitions, touched, mms, empty);
        new Rwsems(transitions, locks, anonVmas);
        pageLocks = new PageLocks(transitions);
        tlbs = new Tlbs(transitions, touched, mms, empty);
        deferrals = new Deferrals(transitions, touched);
        gathers = new Gathers(transitions);
        eras = new Eras(transitions);
        unknowns = new Unknowns(transitions);
    }

    /** Before any rule looks at the event: adds what it leaves to its context. */
    public void complete(MmEvent event) {
        mms.at(event.time());
        if (event.kind() == EventKind.PTE_WRITE) {
            tables.level(event, tableLives.find(event.get(Field.PT)));
        }
    }

    public void apply(MmEvent event) {
        transitions.apply(event);
    }

    /**
     * Events were lost: what they changed is not known, so nothing is known any more. Objects born later, and facts that
     * later events state again, are known anew.
     *
     * @param why what is to be said of what is unknown from now on
     */
    public void forget(Why why) {
        unknowns.forget(why);
        anonVmas.forget();
        folios.forget();
        tables.forget();
        tableLives.forget();
        vmas.forget();
        mms.forget();
        swap.forget();
        swapins.forget();
        tlbs.forget();
        deferrals.forget();
        gathers.forget();
        locks.forget();
        pageLocks.forget();
    }

    /**
     * Several CPUs changed this object at one stamp, in an order that nobody knows: what its state came to is unknown.
     *
     * @param key as {@link Touched#touch} named it
     * @param since the line at which that stamp began
     * @return whether it is an object that has a state of its own
     */
    public boolean forget(long key, long since) {
        long id = Key.id(key);
        switch (Key.kind(key)) {
            case Key.PAGE -> {
                folios.forget(id, since);
                tableLives.forget(id);
                pageLocks.forget(id);
                swapins.forgetPage(id);
            }
            case Key.DEVICE -> {} // which swap device is on: a rule's
            case Key.ANON_VMA, Key.VMA -> forgetTrees();
            case Key.SWAP -> {
                swap.forget(id);
                swapins.forgetEntry(id);
            }
            case Key.RUNNER -> {
                locks.forgetTask((int) id);
                deferrals.forgetTask((int) id);
                swapins.forgetTask((int) id);
                tableLives.forgetTask((int) id);
            }
            default -> {
                return false; // facts about several objects, each of which has its own key
            }
        }
        unknowns.dispute(key);
        return true;
    }

    /**
     * A link belongs to a vma and to an anon_vma, and what is known of either is said of its neighbours, too: that a vma has no other
     * links, an anon_vma no other vma, a root no other members. One that is unknown from now on would make all of that wrong.
     */
    private void forgetTrees() {
        anonVmas.forget();
        vmas.forget();
    }

    /** Why what an obligation that rests on these objects needs is unknown. */
    public Why why(long[] keys) {
        return unknowns.why(keys);
    }

    /** Why what an obligation that rests on this object needs is unknown. */
    public Why why(long key) {
        return unknowns.why(key);
    }

    /** Classes of facts that the trace itself shows to be incomplete: one event contradicts what all before it came to. */
    public Set<FactClass> contradicted() {
        Set<FactClass> contradicted = EnumSet.noneOf(FactClass.class);
        if (folios.contradictions() > 0) {
            contradicted.add(FactClass.PAGE_LIFE);
        }
        if (tables.contradictions() > 0) {
            contradicted.add(FactClass.PTE);
        }
        return contradicted;
    }

    public Start start() {
        return start;
    }

    /** More live objects than memory should be spent on. */
    public boolean overfull() {
        return folios.size()
                        + anonVmas.size()
                        + vmas.size()
                        + swap.size()
                        + tlbs.size()
                        + tableLives.size()
                        + deferrals.size()
                > MOST_OBJECTS;
    }

    public Folios folios() {
        return folios;
    }

    public PageTables tables() {
        return tables;
    }

    /** Page tables as objects that are hooked, taken out and freed. */
    public TableLives tableLives() {
        return tableLives;
    }

    public AnonVmas anonVmas() {
        return anonVmas;
    }

    public Vmas vmas() {
        return vmas;
    }

    public Mms mms() {
        return mms;
    }

    public SwapSlots swap() {
        return swap;
    }

    public Swapins swapins() {
        return swapins;
    }

    public Locks locks() {
        return locks;
    }

    public PageLocks pageLocks() {
        return pageLocks;
    }

    public Tlbs tlbs() {
        return tlbs;
    }

    /** Flushes that reclaim puts off. */
    public Deferrals deferrals() {
        return deferrals;
    }

    public Gathers gathers() {
        return gathers;
    }

    /** Which kernel this is. */
    public Eras eras() {
        return eras;
    }
}
