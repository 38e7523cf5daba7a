package mmreplay.invariants.replay;

import mmreplay.invariants.result.Why;

/** Hears what the printed order of one stamp has made of machine and rules that may not have been so. */
interface Doubts {

    /**
     * Several CPUs changed an object.
     *
     * @param since the line at which the stamp begins
     */
    void disputed(long key, long since);

    /** One CPU changed an object that a rule looked at for another. */
    void misread(long key);

    /**
     * Nothing that the stamp showed is in order.
     *
     * @param why events were lost that may carry it, too, or page tables have no history
     */
    void unordered(Why why);
}
