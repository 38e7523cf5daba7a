package mmreplay.invariants.replay;

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

    /** Events were lost that may carry this stamp: nothing that it showed is in order with them. */
    void unordered();
}
