package mmreplay.invariants.result;

/**
 * The kernel's own account (GT markers) against the replayed state, page by page.
 *
 * @param pages pages that markers account for; the sum of the other three
 */
public record Truth(long pages, long equal, long different, long unknown) {}
