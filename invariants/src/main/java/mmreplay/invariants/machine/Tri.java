package mmreplay.invariants.machine;

/** A fact that may be unknown. */
public enum Tri {
    YES,
    NO,
    UNKNOWN;

    public static Tri of(boolean value) {
        return value ? YES : NO;
    }

    public boolean isKnown() {
        return this != UNKNOWN;
    }
}
