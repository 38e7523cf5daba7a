package mmreplay.invariants.machine;

/**
 * Hears of every object whose state an event changes. The tie rule needs it: two CPUs that touch one object at the same
 * stamp did so in an order that the trace does not tell.
 */
public interface Touched {

    /** Nobody listens. */
    Touched NOBODY = key -> {};

    void touch(long key);

    /** What the event changes is part of this object, and gone if another CPU makes a new one of it at this stamp. */
    default void use(long key) {}
}
