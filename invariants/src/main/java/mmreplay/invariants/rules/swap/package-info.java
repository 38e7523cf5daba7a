/** Swap entries, the swap cache and pte_same (catalogue 2.8). */
@NullMarked
package mmreplay.invariants.rules.swap;

import org.jspecify.annotations.NullMarked;
