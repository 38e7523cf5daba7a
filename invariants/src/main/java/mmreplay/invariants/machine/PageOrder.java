package mmreplay.invariants.machine;

/** The order of an allocation or free: it is of {@code 1 << order} pages. */
public final class PageOrder {

    /** MAX_ORDER is 10 on x86. */
    static final int MAX = 11;

    private PageOrder() {}

    /** False of a damaged line's order: nothing may follow from it, least of all a loop over its pages. */
    public static boolean valid(long order) {
        return order >= 0 && order <= MAX;
    }
}
