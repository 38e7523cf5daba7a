package mmreplay.invariants.machine;

/**
 * Where a member lies in a struct of the kernel. That is a constant of the kernel which runs, not a state: what one event states of
 * one object holds for every other, for those older than the trace and for those that lost events were about.
 */
final class FieldOffset {

    private static final long UNKNOWN = 0;

    /** No struct whose members are looked up here is larger. What lies farther off is no member: the pointers are hashed, or made up. */
    private static final long LARGEST = 4096;

    private long offset;
    private boolean known;
    /** When it was stated first. At one stamp the statement may be printed before what came first, and all the rest counts from then. */
    private long since;
    /** Two statements contradict each other. */
    private boolean refuted;

    /** An event of this time states the address of the member in this object. */
    void learn(long object, long member, long time) {
        long distance = member - object;
        boolean inside = distance >= 0 && distance < LARGEST && object != 0;
        refuted |= !inside || (known && distance != offset);
        offset = distance;
        since = known ? since : time;
        known = true;
    }

    /** Address of the member in this object, as far as events before that time tell; 0 for unknown. */
    long of(long object, long time) {
        return known && since < time && !refuted && object != 0 ? object + offset : UNKNOWN;
    }
}
