/** TLB flushes (catalogue 2.10, and its model in 7). */
@NullMarked
package mmreplay.invariants.rules.tlb;

import org.jspecify.annotations.NullMarked;
