package mmreplay.invariants.rules.map;

/** The cause that entries and counts have in common when both change without a page-table lock. */
public final class NoTableLock {

    /** For {@code Draft.root}: who forgets the lock does so at every page. */
    public static final String ROOT = "pages mapped and unmapped without a page-table lock";

    private NoTableLock() {}
}
