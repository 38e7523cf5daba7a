package mmreplay.invariants.rule;

import mmreplay.invariants.result.Why;

/**
 * Takes a rule's verdicts. Each call is one obligation. {@code about} names (as {@link mmreplay.invariants.machine.Key}) the
 * objects whose facts the verdict rests on, so that it can be withdrawn if their order of events turns out to be uncertain. What is
 * said many times a second is about few objects, and has a method that makes no array of them.
 */
public interface Judge {

    /** The condition is proven. */
    void pass(FactSet restsOn, long... about);

    void pass(FactSet restsOn, long about);

    void pass(FactSet restsOn, long about, long second);

    void pass(FactSet restsOn, long about, long second, long third);

    /** A fact that the verdict needs is unknown: older than the trace, or lost. */
    void unknown(long... about);

    void unknown(long about);

    void unknown(long about, long second);

    /** The trace cannot decide, for this reason. */
    void inconclusive(Why why, long... about);

    void inconclusive(Why why, long about);

    void inconclusive(Why why, long about, long second);

    /**
     * No verdict: the rule remembers how it found this object. If that turns out to be uncertain, since another CPU changed the
     * object at this very stamp, {@link Rule#disputed} is called.
     */
    void remembers(long about);

    /** The rule is broken, or its guard was absent. */
    void found(Draft draft, FactSet restsOn, long... about);
}
