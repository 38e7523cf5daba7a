package mmreplay.invariants.result;

/** Why an obligation could not be decided. */
public enum Why {
    PRE_TRACE("the object is older than the trace"),
    LOST("events were lost since the state was last certain"),
    UNOBSERVED("this recording does not show what the rule needs to see"),
    CLOCK("the order of events on different CPUs lies within the clock's uncertainty"),
    HASHED_PTR("the trace prints hashed pointers, so objects cannot be told apart: boot with no_hash_pointers"),
    VERSION("the rule depends on the kernel's version, and the trace does not show it: try --kernel");

    private final String meaning;

    Why(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
