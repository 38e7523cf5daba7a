package mmreplay.invariants.result;

/** What a rule says of one obligation, or of a whole trace; the worst first. */
public enum Verdict {
    /** Recorded facts contradict the rule. */
    VIOLATION,
    /** The guard that the rule demands was provably absent; no harm seen yet. */
    HAZARD,
    /** Quality, not safety. */
    NOTE,
    /** The trace cannot decide; {@link Why} says why. */
    INCONCLUSIVE,
    /** The condition is proven from recorded state. Never said of zero obligations. */
    PASS,
    /** Of a rule only: no obligation arose, or the events that it needs were not recorded. */
    NOT_CHECKED
}
