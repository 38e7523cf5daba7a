package mmreplay.invariants.machine;

import mmreplay.invariants.result.Why;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.LongHashSet;

/**
 * Why something is unknown: because it is older than the trace, because events were lost, or because several CPUs changed it at one
 * stamp and so it was put out of mind. A page or swap entry that is given out anew, and a task that comes from user mode, have that
 * behind them.
 */
final class Unknowns {

    /** More are not kept apart: then all that is unknown may be one of them. */
    private static final int MOST = 1 << 16;

    private final LongHashSet disputed = new LongHashSet();
    /** Of the trees of anon_vmas and vmas only all together are put out of mind. */
    private boolean trees;

    private Why everything = Why.PRE_TRACE;

    Unknowns(Transitions transitions) {
        transitions.on(EventKind.PAGE_ALLOC, this::allocated);
        transitions.on(EventKind.SWAP_MAP, this::swapMap);
        transitions.on(EventKind.USER_MODE, event -> disputed.remove(Key.runner(event.pid())));
    }

    private void allocated(MmEvent event) {
        if (!disputed.isEmpty() && PageOrder.valid(event.get(Field.ORDER))) {
            long first = event.get(Field.PFN);
            for (long pfn = first; pfn < first + (1L << event.get(Field.ORDER)); pfn++) {
                disputed.remove(Key.page(pfn));
            }
        }
    }

    private void swapMap(MmEvent event) {
        if (event.is(Field.HOW, Word.ALLOC)) {
            disputed.remove(Key.swap(event.get(Field.ENTRY)));
        }
    }

    /** Several CPUs changed this object at one stamp, and its state was put out of mind. */
    void dispute(long key) {
        trees |= Key.inTree(key);
        if (disputed.size() >= MOST) {
            forget(Why.CLOCK);
        } else if (!Key.inTree(key)) {
            disputed.add(key);
        }
    }

    /** Nothing is known any more. */
    void forget(Why why) {
        disputed.clear();
        trees = false;
        everything = why;
    }

    /** Of an obligation that rests on these objects, and is not decided. */
    Why why(long[] keys) {
        for (long key : keys) {
            if (disputed(key)) {
                return Why.CLOCK;
            }
        }
        return everything;
    }

    /** Of one that rests on this object. */
    Why why(long key) {
        return disputed(key) ? Why.CLOCK : everything;
    }

    private boolean disputed(long key) {
        return (trees && Key.inTree(key)) || disputed.contains(Key.stateOf(key));
    }
}
